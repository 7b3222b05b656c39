/**
 * What demonstration, benchmark, chaos, soak and evaluation stand on, each idea once.
 *
 * <p>Brokers: {@link dev.tickwatch.lab.harness.EmbeddedKafka} is one node, broker and KRaft
 * controller at once, in this process; {@link dev.tickwatch.lab.harness.BrokerProcess} one in a
 * process of its own; {@link dev.tickwatch.lab.harness.Cluster} several of those, or others'
 * brokers, with a {@link dev.tickwatch.lab.harness.ClusterClient} and {@link
 * dev.tickwatch.lab.harness.CommittedReader}s of what was committed. They rest on classes that
 * Kafka does not promise to keep, which are named in this package only; the service runs without.
 *
 * <p>Processes: {@link dev.tickwatch.lab.harness.ChildProcess} is a JVM that can be frozen and
 * killed, {@link dev.tickwatch.lab.harness.AskedProcess} one that answers questions, {@link
 * dev.tickwatch.lab.harness.ServiceProcess} one that runs the service. A port is the one that the
 * system gives to who listens; where it must be known before, it is a {@link
 * dev.tickwatch.lab.harness.HeldPort}. Ticks are sent by a {@link
 * dev.tickwatch.lab.harness.TickFeed}. What is measured goes to a {@link
 * dev.tickwatch.lab.harness.Progress}, a {@link dev.tickwatch.lab.harness.MarkdownPage}, {@link
 * dev.tickwatch.lab.harness.Charts} and {@link dev.tickwatch.lab.harness.Json}.
 */
package dev.tickwatch.lab.harness;
