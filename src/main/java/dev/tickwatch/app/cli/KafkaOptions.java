package dev.tickwatch.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Where Kafka is, and how to connect: flags that commands share. */
public final class KafkaOptions {
  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "A broker, or several with commas between.")
  private String bootstrapServer;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Properties of the Kafka client, such as TLS and SASL.")
  private Path config;

  @Option(
      names = "--kafka",
      paramLabel = "KEY=VALUE",
      description = "One property of the Kafka client; wins over --kafka-config. May be repeated.")
  private Map<String, String> properties = new LinkedHashMap<>();

  /** Whether any of the flags is there. */
  public boolean given() {
    return bootstrapServer != null || config != null || !properties.isEmpty();
  }

  /**
   * The client's properties.
   *
   * @throws UserError when no server is named, or the file cannot be read
   */
  public Map<String, Object> client() {
    Map<String, Object> client = new HashMap<>();
    if (config != null) {
      read(config).forEach((key, value) -> client.put((String) key, value));
    }
    client.putAll(properties);
    if (bootstrapServer != null) {
      client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
    }
    Object servers = client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (servers == null || servers.toString().isBlank()) {
      throw new UserError("--bootstrap-server HOST:PORT is missing");
    }
    quiet();
    return client;
  }

  private static Properties read(Path file) {
    Properties read = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("--kafka-config " + file + " cannot be read: " + e, e);
    }
    return read;
  }

  /** The client logs every second that a broker does not answer; commands say it once. */
  public static void quiet() {
    if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
  }
}
