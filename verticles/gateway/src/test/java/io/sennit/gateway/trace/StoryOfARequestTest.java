package io.sennit.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.mesh.trace.Span;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of requests, from the gateway to the last event that follows from them. */
class StoryOfARequestTest {
  private static final Trace ASKED = Trace.start().sampled(true);

  @TempDir
  static Path folder;

  private static final Newsroom NEWSROOM = new Newsroom();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Mesh mesh;

  /** Remembers what its clients ask for, and nothing else. */
  private static Gateway gateway;

  @BeforeAll
  static void open() {
    postgres = EmbeddedPostgres.start(PostgresOptions.in(folder).withBinaries(Path.of("target")));
    vertx = Vertx.vertx();
    Database database =
        Database.at(vertx, DatabaseUri.parse(postgres.uri()), StoreOptions.defaults());
    mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("press").database(database)));
    Wait.forResult(mesh.host(() -> NEWSROOM, 1));
    gateway = gateway("{'routes': {'*': {'traced': 0}}}");
  }

  @AfterAll
  static void close() {
    Wait.forResult(gateway.close().eventually(mesh::close).eventually(vertx::close));
    postgres.close();
  }

  @Test
  void aSampledRequestIsFollowedToTheLastEvent() throws Exception {
    HttpResponse<String> answer = print(gateway, "times", ASKED.traceparent());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("traceparent").orElseThrow()).endsWith("-01");
    Wait.until("the paper is put away", () -> mesh.spans().of(ASKED).size() == 8);
    List<Span> story = mesh.spans().of(ASKED);
    Span request = one(story, Span.Kind.REQUEST, "POST /paper/{paper}");
    Span call = one(story, Span.Kind.CALL, "newsroom.print");
    Span operation = one(story, Span.Kind.OPERATION, "newsroom.print");
    Span inner = one(story, Span.Kind.CALL, "newsroom.proof");
    Span proof = one(story, Span.Kind.OPERATION, "newsroom.proof");
    Span printed = one(story, Span.Kind.EVENT, "paper.printed");
    Span read = one(story, Span.Kind.EVENT, "paper.read");
    Span reviewed = one(story, Span.Kind.EVENT, "paper.reviewed");
    assertThat(request.parent()).isEqualTo(ASKED.span());
    assertIsOf(call, request);
    assertIsOf(operation, call);
    assertIsOf(inner, operation);
    assertIsOf(proof, inner);
    assertIsOf(printed, operation);
    assertIsOf(read, printed);
    assertIsOf(reviewed, read);
    assertThat(call.act().by()).isEqualTo("gateway");
    assertThat(call.act().attempt()).isEqualTo(1);
    assertThat(call.act().instance()).isEqualTo(operation.act().instance()).startsWith("press/");
    assertThat(inner.act().by()).isEqualTo("newsroom");
    assertThat(printed.act().by()).isEqualTo("newsroom/readers");
    assertThat(printed.act().event()).startsWith("/newsroom/");
    assertThat(story).allMatch(span -> !span.outcome().isFailure() && span.nanos() > 0);
  }

  @Test
  void aRequestThatFailsIsRememberedThoughNobodyHasAskedForIt() throws Exception {
    NEWSROOM.banned.add("bugle");

    HttpResponse<String> answer = print(gateway, "bugle", null);

    Trace trace = Trace.named(new JsonObject(answer.body()).getString("traceId"));
    assertThat(answer.statusCode()).isEqualTo(503);
    Wait.until(
        "its end is there, after its answer", () -> mesh.spans().of(trace).size() == 5);
    List<Span> story = mesh.spans().of(trace);
    assertThat(story)
        .extracting(span -> span.act().kind() + " " + span.act().name())
        .containsExactlyInAnyOrder(
            "REQUEST POST /paper/{paper}",
            "CALL newsroom.print",
            "OPERATION newsroom.print",
            "CALL newsroom.proof",
            "OPERATION newsroom.proof");
    assertThat(story).allSatisfy(span -> {
      assertThat(span.outcome().problem()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(span.outcome().detail()).isEqualTo("The press stands still.");
    });
    Span request = one(story, Span.Kind.REQUEST, "POST /paper/{paper}");
    assertThat(story)
        .filteredOn(span -> !span.equals(request))
        .allSatisfy(span -> assertIsOf(span, request));
  }

  @Test
  void ofAnEventThatCannotBeHandledItIsRememberedWhy() throws Exception {
    NEWSROOM.boring.add("gazette");

    HttpResponse<String> answer = print(gateway, "gazette", null);

    Trace trace = Objects.requireNonNull(
        Trace.parse(answer.headers().firstValue("traceparent").orElseThrow()));
    Wait.until("a critic gives up", () -> !mesh.spans().of(trace).isEmpty());
    Span failed = mesh.spans().of(trace).get(0);
    assertThat(failed.act().name()).isEqualTo("paper.read");
    assertThat(failed.act().by()).isEqualTo("newsroom/critics");
    assertThat(failed.outcome().problem()).isEqualTo(Kind.INVALID);
    assertThat(failed.outcome().isFailure()).isTrue();
    assertThat(failed.outcome().detail()).isNull();
    NEWSROOM.boring.clear();
  }

  @Test
  void ofARequestThatWentWellNothingIsRemembered() throws Exception {
    String unsampled = Trace.start().traceparent();

    HttpResponse<String> answer = print(gateway, "mirror", unsampled);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("traceparent").orElseThrow()).endsWith("-00");
    assertThat(mesh.spans().of(Objects.requireNonNull(Trace.parse(unsampled)))).isEmpty();
  }

  @Test
  void rulesSayWhatIsRemembered() throws Exception {
    Gateway curious = gateway("{'routes': {'*': {'traced': 1}}, 'traces': {'asked': 0}}");
    Gateway deaf = gateway("{'routes': {'*': {'traced': 0}}, 'traces': {'asked': 0}}");
    Gateway busy = gateway("{'routes': {'*': {'traced': 1}}, 'traces': {'most': 0}}");

    assertThat(traceparent(print(curious, "sun", null))).endsWith("-01");
    assertThat(traceparent(print(deaf, "sun", ASKED.traceparent()))).endsWith("-00");
    assertThat(traceparent(print(busy, "sun", null))).endsWith("-00");
    Wait.forResult(curious.close().eventually(deaf::close).eventually(busy::close));
  }

  private static void assertIsOf(Span span, Span parent) {
    assertThat(span.parent()).as(span.act().toString()).isEqualTo(parent.trace().span());
  }

  private static Span one(List<Span> story, Span.Kind kind, String name) {
    List<Span> found = story.stream()
        .filter(span -> span.act().kind() == kind && span.act().name().equals(name))
        .toList();
    assertThat(found).as(kind + " " + name + " of " + story).hasSize(1);
    return found.get(0);
  }

  private static String traceparent(HttpResponse<String> answer) {
    return answer.headers().firstValue("traceparent").orElseThrow();
  }

  private static Gateway gateway(String rules) {
    GatewayOptions options = GatewayOptions.at("127.0.0.1", 0)
        .rules(GatewayRules.read(new JsonObject(rules.replace('\'', '"'))));
    return Wait.forResult(Gateway.start(vertx, options, mesh, new SimpleMeterRegistry(), 1));
  }

  private static HttpResponse<String> print(Gateway at, String paper, String traceparent)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + at.port() + "/paper/" + paper))
        .POST(BodyPublishers.noBody());
    if (traceparent != null) {
      request.header("traceparent", traceparent);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
