package dev.tickwatch.lab.harness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.network.Selectable;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Lets a Kafka node listen on a {@link HeldPort}; on a port that the system chooses as it would.
 */
final class HeldPortSockets implements ServerSocketFactory {
  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBuffer)
      throws IOException {
    if (address.getPort() == 0) {
      return INSTANCE.openServerSocket(listenerName, address, backlog, receiveBuffer);
    }
    try {
      ServerSocketChannel server = HeldPort.listen(address, backlog);
      server.configureBlocking(false);
      if (receiveBuffer != Selectable.USE_DEFAULT_BUFFER_SIZE) {
        server.socket().setReceiveBufferSize(receiveBuffer);
      }
      return server;
    } catch (IOException e) {
      throw new KafkaException(
          "%s cannot listen on port %d: %s"
              .formatted(listenerName, address.getPort(), e.getMessage()),
          e);
    }
  }
}
