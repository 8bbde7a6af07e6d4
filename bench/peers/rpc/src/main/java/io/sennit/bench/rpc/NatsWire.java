package io.sennit.bench.rpc;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.function.Consumer;

/** Requests and replies of NATS. */
final class NatsWire implements Wire {
  private static final String SUBJECT = "time";
  private static final byte[] NOTHING = new byte[0];

  private Connection connection;

  @Override
  public void answer(int port, byte[] answer) throws Exception {
    connect(port);
    connection
        .createDispatcher(message -> connection.publish(message.getReplyTo(), answer))
        .subscribe(SUBJECT);
    connection.flush(Duration.ofSeconds(5));
  }

  @Override
  public void connect(int port) throws Exception {
    connection = Nats.connect(
        new Options.Builder().server("nats://127.0.0.1:" + port).build());
  }

  @Override
  public void call(Consumer<Integer> end) {
    connection
        .request(SUBJECT, NOTHING)
        .whenComplete((message, failure) ->
            end.accept(failure == null ? message.getData().length : -1));
  }
}
