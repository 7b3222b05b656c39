package dev.tickwatch.lab.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeldPortTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void isNobodyElses() {
    try (HeldPort port = HeldPort.any()) {
      assertThatThrownBy(() -> new ServerSocket(port.number(), 1, HERE).close())
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void refusesConnectionsWhileNobodyListens() {
    try (HeldPort port = HeldPort.any()) {
      assertThatThrownBy(() -> new Socket(HERE, port.number()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void isTheSameForAServerThatComesBack() throws IOException {
    try (HeldPort port = HeldPort.any()) {
      for (int start = 0; start < 3; start++) {
        try (ServerSocketChannel server =
                HeldPort.listen(new InetSocketAddress(HERE, port.number()), 1);
            Socket client = new Socket(HERE, port.number());
            SocketChannel accepted = server.accept()) {
          client.getOutputStream().write(start);
          assertThat(accepted.socket().getInputStream().read()).isEqualTo(start);
        }
      }
    }
  }
}
