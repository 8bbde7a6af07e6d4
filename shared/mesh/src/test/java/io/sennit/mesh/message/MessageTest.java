package io.sennit.mesh.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void aSampledTraceIsContinuedWithASpanOfItsOwn() {
    Trace trace = Trace.continued(PARENT);
    assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(trace.traceparent()).isEqualTo(PARENT);
    assertThat(trace.child().traceparent())
        .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
        .endsWith("-01")
        .hasSize(55)
        .isNotEqualTo(PARENT);
  }

  @Test
  void aTraceThatNobodyKeepsNeedsNoFurtherSpans() {
    Call call = Call.to("time.now");
    assertThat(call.trace().child()).isSameAs(call.trace());
    assertThat(call.spanned()).isSameAs(call);
  }

  @Test
  void aSpanOfItsOwnLeavesEverythingElseAsItWas() {
    Envelope sampled = Envelope.by(Identity.OPERATOR)
        .in(Trace.continued(PARENT))
        .with("prefer", "wait")
        .worth(Priority.HIGH);
    Call call = new Call(OperationId.parse("time.now"), Pairs.EMPTY, Body.EMPTY, sampled);

    Trace own = call.spanned().trace();

    assertThat(own).isNotEqualTo(call.trace());
    assertThat(call.spanned().envelope().in(call.trace())).isEqualTo(sampled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void aTraceparentThatBreaksTheSpecificationStartsANewTrace(String traceparent) {
    assertThat(Trace.continued(traceparent).traceId())
        .hasSize(32)
        .isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void aDeadlineOnlyShrinks() {
    Deadline near = Deadline.after(Duration.ofSeconds(1));
    Deadline far = Deadline.after(Duration.ofSeconds(9));
    assertThat(near.earlier(far)).isEqualTo(near);
    assertThat(far.earlier(near)).isEqualTo(near);
    assertThat(Call.to("time.now").within(Duration.ofHours(1)).deadline().remainingMillis())
        .isLessThanOrEqualTo(600_000);
  }

  @Test
  void aDeadlineAheadNeverReadsAsNothingLeft() {
    assertThat(new Deadline(1_000_001).remainingMillis(1_000_000)).isEqualTo(1);
    assertThat(new Deadline(1_000_000).remainingMillis(1_000_000)).isZero();
    assertThat(new Deadline(1_000_000).passed(1_000_000)).isTrue();
  }

  @Test
  void aBodyIsDecodedAndEncodedOnlyWhenAsked() {
    assertThat(Body.of(Buffer.buffer("{\"a\":1}")).json()).isEqualTo(new JsonObject().put("a", 1));
    assertThat(Body.of(new JsonObject().put("a", 1)).bytes()).hasToString("{\"a\":1}");
    assertThat(Body.EMPTY.json()).isEmpty();
    assertThat(Body.of(new JsonObject()).bytes())
        .as("an empty object is not nothing")
        .hasToString("{}");
  }

  @Test
  void theTextOfABodyIsThatOfAnObject() {
    assertThat(Body.of(new JsonObject().put("a", 1)).text()).isEqualTo("{\"a\":1}");
    assertThat(Body.of(Buffer.buffer("{ \"a\": 1 }")).text())
        .as("as it came")
        .isEqualTo("{ \"a\": 1 }");
    assertThat(Body.EMPTY.text()).isEqualTo("{}");
    Body kept = Body.ofText("{ \"a\": 1 }");
    assertThat(kept.text()).isEqualTo("{ \"a\": 1 }");
    assertThat(kept.bytes()).hasToString("{ \"a\": 1 }");
    assertThat(kept.json()).isEqualTo(new JsonObject().put("a", 1));
    assertThat(Body.ofText("").text()).isEqualTo("{}");
    assertThatThrownBy(() -> Body.of(Buffer.buffer("[1]")).text())
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Kind.INVALID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":}", "nope", "{\"a\":1}x"})
  void aBodyThatIsNoJsonIsMalformed(String text) {
    assertThatThrownBy(() -> Body.of(Buffer.buffer(text)).json())
        .isInstanceOfSatisfying(Problem.class, p -> {
          assertThat(p.kind()).isEqualTo(Kind.MALFORMED);
          assertThat(p.detail()).doesNotContain("\n");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":{\"b\":1,\"c\":2,\"b\":3}}",
        "/*c*/{}",
        "{}//c",
        "\ufeff{}",
        "{\"a\":NaN}"
      })
  void aBodyThatOthersReadOtherwiseIsMalformed(String text) {
    assertThatThrownBy(() -> Body.of(Buffer.buffer(text)).json())
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Kind.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0xc0, 0xff})
  void aBodyIsUtf8(int octet) {
    Buffer bytes = Buffer.buffer("{\"a\":\"").appendByte((byte) octet).appendString("\"}");
    assertThatThrownBy(() -> Body.of(bytes).json())
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Kind.MALFORMED));
    assertThatThrownBy(() -> Body.of(Buffer.buffer("{}", "UTF-16LE")).json())
        .isInstanceOf(Problem.class);
    assertThat(Body.of(Buffer.buffer("{\"a\":\"\ufffd\"}")).json().getString("a"))
        .isEqualTo("\ufffd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "1", "\"text\"", "null", "true"})
  void aBodyThatIsNoObjectIsInvalid(String text) {
    assertThatThrownBy(() -> Body.of(Buffer.buffer(text)).json())
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Kind.INVALID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "time", ".now", "time.", "Time.now", "time.now.then", "time now", "../x.y"})
  void anOperationIsNamedServiceDotOperation(String text) {
    assertThatThrownBy(() -> OperationId.parse(text))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("SERVICE.OPERATION");
  }

  @Test
  void accessSurvivesItsAnnouncement() {
    for (Access access : List.of(
        Access.ANYONE, Access.AUTHENTICATED, Access.OPERATORS, Access.roles("merchant", "admin"))) {
      assertThat(Access.decode(access.encode())).isEqualTo(access);
    }
  }

  @Test
  void rolesAreHeldAgainstTheIdentity() {
    Access merchants = Access.roles("merchant", "admin");
    assertThat(merchants.refusal(new Identity("u", List.of("admin")))).isNull();
    assertThat(merchants.refusal(Identity.OPERATOR)).isNull();
    assertThat(merchants.refusal(new Identity("u", List.of("customer"))))
        .isNotNull()
        .satisfies(p -> assertThat(p.kind()).isEqualTo(Kind.FORBIDDEN));
    assertThat(merchants.refusal(Identity.ANONYMOUS))
        .isNotNull()
        .satisfies(p -> assertThat(p.kind()).isEqualTo(Kind.UNAUTHENTICATED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "soon", "600001", "", "1.5"})
  void aTimeoutIsMillisecondsWithinReason(String text) {
    assertThatThrownBy(() -> Timeouts.deadline(text))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Kind.MALFORMED));
  }

  @Test
  void aChoreIsTheMeshsOwnAndHasItsPatienceFromNowOn() {
    Call chore = Call.chore("orders", "saga", Duration.ofSeconds(5));

    assertThat(chore.operation()).hasToString("orders.saga");
    assertThat(chore.identity().isOperator()).isTrue();
    assertThat(chore.deadline().remainingMillis()).isBetween(4_000L, 5_000L);
  }
}
