package io.sennit.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When somebody is asked to vouch for who asks, and when that is known already. */
class VouchingTest {
  private static final Identity ADA = new Identity("ada", List.of("customer"));
  private static final Identity BOB = new Identity("bob", List.of("customer"));

  private final Vertx vertx = Vertx.vertx();
  private final SettableClock clock = new SettableClock();
  private final List<Call> calls = new ArrayList<>();
  private final List<Promise<Reply>> answers = new ArrayList<>();
  private final Vouching vouching = new Vouching(vertx, this::sign, clock);

  private Future<Reply> sign(Call call) {
    Promise<Reply> answer = Promise.promise();
    calls.add(call);
    answers.add(answer);
    return answer.future();
  }

  @AfterEach
  void close() {
    Wait.forResult(vertx.close());
  }

  private void answer(int number) {
    answers
        .get(number)
        .complete(Reply.ok(new JsonObject().put("token", "token-" + number).put("expiresIn", 60)));
  }

  private Future<@Nullable String> ask(Identity identity) {
    return vouching.token(identity, "billing");
  }

  @Test
  void theUsersServiceSignsForWhomAndWhichService() {
    Future<@Nullable String> token = ask(ADA);
    answer(0);

    assertThat(Wait.forResult(token)).isEqualTo("token-0");
    assertThat(calls.get(0).operation()).hasToString("users.vouch");
    assertThat(calls.get(0).identity().isOperator()).isTrue();
    assertThat(calls.get(0).input())
        .isEqualTo(new JsonObject(
            "{\"service\":\"billing\",\"subject\":\"ada\",\"roles\":[\"customer\"]}"));
  }

  @Test
  void itIsAskedOnceForOneAtATime() {
    Future<@Nullable String> first = ask(ADA);
    Future<@Nullable String> second = ask(ADA);
    Future<@Nullable String> other = ask(BOB);
    Future<@Nullable String> elsewhere = vouching.token(ADA, "shipping");
    Future<@Nullable String> promoted =
        vouching.token(new Identity("ada", List.of("customer", "admin")), "billing");
    for (int i = 0; i < 4; i++) {
      answer(i);
    }

    assertThat(Wait.forResult(first)).isEqualTo("token-0");
    assertThat(Wait.forResult(second)).isEqualTo("token-0");
    assertThat(Wait.forResult(other)).isEqualTo("token-1");
    assertThat(Wait.forResult(elsewhere)).isEqualTo("token-2");
    assertThat(Wait.forResult(promoted)).isEqualTo("token-3");
    assertThat(calls).hasSize(4);
  }

  @Test
  void inTheMiddleOfItsLifeTheNextIsAskedForAndNobodyWaitsForIt() {
    Future<@Nullable String> token = ask(ADA);
    answer(0);
    Wait.forResult(token);
    clock.pass(Duration.ofSeconds(29));
    assertThat(ask(ADA).result()).isEqualTo("token-0");
    assertThat(calls).hasSize(1);

    clock.pass(Duration.ofSeconds(1));
    assertThat(ask(ADA).result()).isEqualTo("token-0");
    assertThat(ask(ADA).result()).isEqualTo("token-0");
    assertThat(calls).hasSize(2);
    answer(1);

    assertThat(ask(ADA).result()).isEqualTo("token-1");
  }

  @Test
  void whatMayHaveEndedWhenItArrivesIsNotHandedOut() {
    Future<@Nullable String> token = ask(ADA);
    answer(0);
    Wait.forResult(token);
    clock.pass(Duration.ofSeconds(50));

    Future<@Nullable String> next = ask(ADA);

    assertThat(next.isComplete()).isFalse();
    answer(1);
    assertThat(Wait.forResult(next)).isEqualTo("token-1");
  }

  @Test
  void aFailureIsNotRemembered() {
    Future<@Nullable String> token = ask(ADA);
    answers.get(0).fail(Problem.refused("nobody is there", Duration.ofSeconds(1)));
    Wait.until("it has failed", token::failed);

    Future<@Nullable String> next = ask(ADA);
    answer(1);

    assertThat(Wait.forResult(next)).isEqualTo("token-1");
  }

  @Test
  void nobodyIsVouchedForByNobody() {
    assertThat(ask(Identity.ANONYMOUS).result()).isNull();
    assertThat(calls).isEmpty();
  }
}
