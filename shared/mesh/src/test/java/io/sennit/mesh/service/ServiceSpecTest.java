package io.sennit.mesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** What an author may say of a service as a whole, and what is refused before it starts. */
class ServiceSpecTest {
  @Test
  void thatItKeepsNothingIsSaidAndNotAssumed() {
    assertThat(service("greeting").build().keepsNothing()).isFalse();
    assertThat(service("greeting").keepsNothing().build().keepsNothing()).isTrue();
  }

  @Test
  void nobodyKeepsDataAndNothing() {
    refuses(
        service("greeting").keepsData("db/greeting").keepsNothing(),
        "greeting says keepsData(...) and keepsNothing()");
  }

  @Test
  void schemasHaveNoDashes() {
    refuses(
        service("well-met").keepsData("db/met"), "no schema of PostgreSQL is named with a dash");
  }

  @Test
  void operationsOfOneNameAreOneTooMany() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service("greeting").operation(greet()))
        .withMessageContaining("two operations named 'greet'");
  }

  @Test
  void withoutOperationsThereIsNoService() {
    refuses(ServiceSpec.named("greeting"), "greeting has no operation");
  }

  private static void refuses(ServiceSpec.Builder spec, String why) {
    assertThatIllegalArgumentException().isThrownBy(spec::build).withMessageContaining(why);
  }

  private static ServiceSpec.Builder service(String name) {
    return ServiceSpec.named(name).operation(greet());
  }

  private static Operation.Builder greet() {
    return Operation.named("greet").handledBy(call -> Future.succeededFuture(Reply.noContent()));
  }
}
