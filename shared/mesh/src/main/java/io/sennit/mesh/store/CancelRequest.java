package io.sennit.mesh.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks the server to end what a connection is doing, and waits until the server has passed that on.
 *
 * <p>The server signals the connection's process first and closes the socket of the request then:
 * whoever has seen it close knows that no signal is under way any more. The client's own
 * {@code cancelRequest()} closes the socket itself as soon as the request is written, and never
 * knows.
 */
final class CancelRequest {
  private static final int ENCRYPTION_WANTED = 80_877_103;
  private static final int CANCEL = 80_877_102;
  private static final byte ENCRYPTION_GRANTED = 'S';

  private final NetClient client;
  private final DatabaseUri uri;
  private final ClientSSLOptions tls;

  CancelRequest(Vertx vertx, DatabaseUri uri, ClientSSLOptions tls, Duration longest) {
    int millis = Math.toIntExact(longest.toMillis());
    // Idle so long, nobody waits for it any more.
    this.client = vertx.createNetClient(new NetClientOptions()
        .setConnectTimeout(millis)
        .setIdleTimeout(2 * millis)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    this.uri = uri;
    this.tls = tls;
  }

  /** Fails when it is not certain that the request has had all the effect it will ever have. */
  Future<Void> send(int processId, int secretKey) {
    return client
        .connect(uri.port(), uri.host())
        .compose(socket -> secured(socket)
            .compose(ready -> passedOn(socket, processId, secretKey))
            .onFailure(failure -> socket.close()));
  }

  private Future<Void> secured(NetSocket socket) {
    if (uri.tls() == DatabaseUri.Tls.DISABLE) {
      return Future.succeededFuture();
    }
    Promise<Byte> answer = Promise.promise();
    socket.exceptionHandler(answer::tryFail);
    socket.closeHandler(closed -> answer.tryFail(new IOException("the server hung up")));
    socket.handler(bytes -> answer.tryComplete(bytes.getByte(0)));
    return socket
        .write(Buffer.buffer().appendInt(8).appendInt(ENCRYPTION_WANTED))
        .compose(written -> answer.future())
        .compose(granted -> granted == ENCRYPTION_GRANTED
            ? socket.upgradeToSsl(tls)
            : uri.tls() == DatabaseUri.Tls.PREFER
                ? Future.succeededFuture()
                : Future.failedFuture(new IOException("the server does not encrypt")));
  }

  private static Future<Void> passedOn(NetSocket socket, int processId, int secretKey) {
    Promise<Void> passedOn = Promise.promise();
    socket.exceptionHandler(passedOn::tryFail);
    socket.closeHandler(closed -> passedOn.tryComplete());
    socket
        .write(Buffer.buffer()
            .appendInt(16)
            .appendInt(CANCEL)
            .appendInt(processId)
            .appendInt(secretKey))
        .onFailure(passedOn::tryFail);
    return passedOn.future();
  }
}
