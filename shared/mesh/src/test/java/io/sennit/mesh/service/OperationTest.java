package io.sennit.mesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sennit.mesh.directory.Documentation.Output;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author may say of an operation, and what is refused when the service starts. */
class OperationTest {
  @Test
  void whatItSaysForTheReadersOfItsApiIsAnnounced() {
    OperationDescription said = named("read")
        .host("API.example.com")
        .get("/order/{id}")
        .summary("Reads an order")
        .output(304)
        .output(200, Schema.answer().titled("Order"))
        .build()
        .description();

    assertThat(said.route()).isEqualTo(new Route("GET", "/order/{id}", "api.example.com"));
    assertThat(said.documentation().summary()).isEqualTo("Reads an order");
    assertThat(said.documentation().outputs()).extracting(Output::status).containsExactly(200, 304);
  }

  @Test
  void theRestOfAPathIsAParameterToo() {
    Route route = new Route("GET", "/files/{owner}/{path...}");
    assertThat(route.parameters()).containsExactly("owner", "path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/order", "/order/", "/order/{id}", "/a/{b}/c/{d}", "/{rest...}", "/a/{r...}"
      })
  void aPathThatARequestCanHaveIsTaken(String path) {
    Route route = named("read").get(path).build().description().route();
    assertThat(Objects.requireNonNull(route).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order|must begin with a slash",
        "/files/{rest...}/more|nothing can follow",
        "/{a...}/{b...}|nothing can follow",
        "/a/{id}/b/{id}|two parameters 'id'",
        "/a/{id}/{id...}|two parameters 'id'",
        "/a/{}|name it",
        "/a/{...}|name it",
        "/a/{i d}|name it",
        "/a/x{id}|a whole segment",
        "/a/{id|a whole segment",
        "/a//b|an empty segment",
        "/a/../b|a segment of dots"
      })
  void aPathThatNoRequestCanHaveIsRefusedWithTheReason(String path, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("read").get(path).build())
        .withMessageContaining("read")
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "*.", "api.example.com:8080", "api..example.com", "a.*.com", "-a"})
  void aHostThatIsNoNameIsRefused(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("read").get("/").host(host).build())
        .withMessageContaining("the host '" + host + "'");
  }

  @Test
  void aHostWithoutARouteIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("read").host("api.example.com").build())
        .withMessageContaining("has no route");
  }

  @Test
  void anAnswerIsSaidOnceAndHasAStatusThatAReplyCanHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("read").output(200).output(200, Schema.string()));
    assertThatIllegalArgumentException().isThrownBy(() -> named("read").output(101));
    assertThatIllegalArgumentException().isThrownBy(() -> named("read").output(600));
  }

  private static Operation.Builder named(String name) {
    return Operation.named(name).handledBy(call -> Future.succeededFuture(Reply.noContent()));
  }
}
