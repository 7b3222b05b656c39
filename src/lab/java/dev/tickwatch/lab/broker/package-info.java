/**
 * Real Kafka brokers for the demonstration, the tests and the faults that are staged for them.
 *
 * <p>{@link dev.tickwatch.lab.broker.EmbeddedKafka} starts one node that is broker and KRaft
 * controller at once, in this process; {@link dev.tickwatch.lab.broker.BrokerProcess} is such a
 * node in a process of its own, which can be killed. They rest on classes that Kafka does not
 * promise to keep, so those are named in the first class and nowhere else, and the scoring service
 * runs without them.
 */
package dev.tickwatch.lab.broker;
