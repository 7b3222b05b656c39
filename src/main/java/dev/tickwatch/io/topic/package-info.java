/**
 * Asking a Kafka cluster for its topics, with one clear line for each way that can fail.
 *
 * <p>{@link dev.tickwatch.io.topic.Topics} looks whether a topic is there, and creates one; {@link
 * dev.tickwatch.io.topic.TopicException} is what a person reads when the broker does not answer,
 * the topic is missing or the client's settings are wrong.
 */
package dev.tickwatch.io.topic;
