package io.sennit.gateway.respond;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a failure when its request is answered already. */
class ResponderTest {
  /** More than a client takes at once. */
  private static final String WHOLE = "x".repeat(4 << 20);

  private final Vertx vertx = Vertx.vertx();
  private final Set<String> connections = ConcurrentHashMap.newKeySet();
  private int port;

  @BeforeEach
  void start() {
    port = vertx
        .createHttpServer()
        .requestHandler(this::answerAndFail)
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private void answerAndFail(HttpServerRequest request) {
    connections.add(request.connection().remoteAddress().toString());
    Visit visit = Visit.begin(request);
    visit.response().end(WHOLE);
    Responder.problem(visit, Problem.internal());
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void anAnswerThatIsWholeIsNotTakenBack(HttpVersion version) {
    HttpClient client = vertx.createHttpClient(
        new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false),
        new PoolOptions().setHttp1MaxSize(1));
    for (int i = 0; i < 2; i++) {
      assertThat(ask(client).await()).isEqualTo(WHOLE);
    }
    assertThat(connections).as("the connection goes on").hasSize(1);
  }

  private Future<String> ask(HttpClient client) {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", "/")
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .map(Object::toString);
  }
}
