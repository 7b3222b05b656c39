package dev.tickwatch.app.stream;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka's own clients, of which a producer of transactions waits for the broker once a commit. */
final class StreamClients implements KafkaClientSupplier {
  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
        ? new TransactionProducer(config)
        : new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  /**
   * Leaves out the flush that Kafka Streams asks for as it prepares each task of a thread for the
   * transaction that they share, and flushes once, when all are prepared and their offsets follow.
   * A transaction does not end before every record of it is written, and not at all where one could
   * not be; so what is promised does not change, and the stream's thread stands still for one
   * answer of the broker in place of one for each task.
   *
   * <p>Nothing is left to be written when the end of the transaction is asked for, though the
   * producer would wait for it: its thread looks whether a record is on its way, and then takes the
   * next request, and where both the record and the end come in between the two, it sends the end
   * first. The broker knows of no transaction then, and refuses it ({@code INVALID_TXN_STATE}).
   *
   * <p>Offsets are not sent beside records that may be the first of their partition in this
   * transaction: the broker takes up one thing at a time, refuses the other, and is asked again
   * only after {@code retry.backoff.ms}.
   */
  private static final class TransactionProducer extends KafkaProducer<byte[], byte[]> {
    private TransactionProducer(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void flush() {
      // Before the offsets, and before the end of the transaction.
    }

    @Override
    public void sendOffsetsToTransaction(
        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
      super.flush();
      try {
        super.sendOffsetsToTransaction(offsets, group);
      } catch (KafkaException e) {
        throw asOfTheRecord(e);
      }
    }

    @Override
    public void commitTransaction() {
      super.flush();
      try {
        super.commitTransaction();
      } catch (KafkaException e) {
        throw asOfTheRecord(e);
      }
    }
  }

  /**
   * A record that did not get through in time would have been told of by the flush, for which Kafka
   * Streams takes up its tasks anew. As the producer's error it would end the stream.
   */
  private static KafkaException asOfTheRecord(KafkaException error) {
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return new TimeoutException(cause.getMessage(), error);
      }
    }
    return error;
  }
}
