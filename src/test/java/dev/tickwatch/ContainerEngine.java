package dev.tickwatch;

import com.github.dockerjava.api.exception.NotFoundException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips a test class where this machine has no container engine or no image of a broker, and says
 * so. With {@code -Dcontainers.required=true} the class runs all the same, and fails.
 */
final class ContainerEngine implements ExecutionCondition {
  static final String KAFKA_IMAGE =
      System.getProperty(
          "containers.kafka-image", "apache/kafka:" + System.getProperty("kafka.version", "4.3.1"));
  static final String SERVICE_IMAGE = System.getProperty("containers.service-image", "tickwatch");

  private static final boolean REQUIRED = Boolean.getBoolean("containers.required");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (REQUIRED || context.getTestMethod().isPresent()) {
      return ConditionEvaluationResult.enabled("containers are required, or there");
    }
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.disabled(
          "no container engine answers; start one, or set DOCKER_HOST");
    }
    return has(KAFKA_IMAGE)
        ? ConditionEvaluationResult.enabled("engine and broker's image are there")
        : ConditionEvaluationResult.disabled(
            "the engine has no image '"
                + KAFKA_IMAGE
                + "'; pull it, or name another with -Dcontainers.kafka-image");
  }

  /** Whether to run the service in a container: its image is there, or has to be. */
  static boolean runsTheService() {
    return REQUIRED || has(SERVICE_IMAGE);
  }

  private static boolean has(String image) {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
