package io.sennit.gateway.door;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Knocks at the door from inside, as a client would. */
public final class Probe {
  private final HttpClient client;
  private final String host;
  private final int port;
  private final boolean refusalIsAnAnswer;

  Probe(Vertx vertx, String host, int port, @Nullable Certificates certificates) {
    HttpClientOptions options = new HttpClientOptions().setKeepAlive(false);
    if (certificates != null) {
      options
          .setSsl(true)
          .setVerifyHost(false)
          .setTrustOptions(TrustOptions.wrap(new OwnCertificate(certificates)));
    }
    this.client = vertx.createHttpClient(options);
    // Any address is none that one can connect to.
    this.host = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
    this.port = port;
    // Where clients have to show a certificate the probe, which has none, is refused by TLS itself.
    this.refusalIsAnAnswer = certificates != null && certificates.mustClientsShowTheirs();
  }

  /** Ends well when the gateway answers a request in time. */
  public Future<Void> knock(Duration within) {
    return client
        .request(new RequestOptions()
            .setPort(port)
            .setHost(host)
            .setMethod(HttpMethod.OPTIONS)
            .setURI("*")
            .setTimeout(within.toMillis()))
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::end)
        .recover(failure -> refusalIsAnAnswer && isOfTls(failure)
            ? Future.succeededFuture()
            : Future.failedFuture(failure));
  }

  private static boolean isOfTls(Throwable failure) {
    return failure instanceof SSLException || failure.getCause() instanceof SSLException;
  }

  public Future<Void> close() {
    return client.close();
  }
}
