/**
 * A real Kafka broker inside this process, for the demonstration and the tests.
 *
 * <p>{@link dev.tickwatch.broker.EmbeddedKafka} starts one node that is broker and KRaft controller
 * at once. It rests on classes that Kafka does not promise to keep, so they are named in that one
 * class and nowhere else, and the scoring service runs without them.
 */
package dev.tickwatch.broker;
