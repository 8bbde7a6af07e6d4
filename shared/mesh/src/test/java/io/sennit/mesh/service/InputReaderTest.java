package io.sennit.mesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
  private static final Schema MONEY = Schema.object()
      .required("amount", Schema.integer().range(1, 1_000))
      .required("currency", Schema.oneOf("EUR", "USD"));

  private static final InputReader PRODUCT = new InputReader(Schema.object()
      .required("name", Schema.string().length(1, 5))
      .optional("price", MONEY)
      .optional("stock", Schema.integer())
      .optional("hot", Schema.bool())
      .optional("mail", Schema.string().format("email"))
      .optional("code", Schema.string().pattern("^[A-Z]+$"))
      .optional(
          "tags", Schema.array(Schema.object().required("tag", Schema.string())).items(1, 2))
      .toJson());

  @Test
  void pathQueryAndBodyBecomeOneInputWithTheSchemasTypes() {
    Call read = PRODUCT.read(call(Pairs.of("stock", "7", "hot", "true"), "{\"name\":\"pen\"}"));
    assertThat(read.input())
        .isEqualTo(new JsonObject().put("name", "pen").put("stock", 7L).put("hot", true));
  }

  @Test
  void anEmptyInputIsReadWithoutLookingAtItWhereNothingIsRequired() {
    InputReader nothing = new InputReader(Schema.object().toJson());
    Call call = call(Pairs.EMPTY, "");
    assertThat(nothing.read(call)).isSameAs(call);
  }

  @Test
  void everyFaultIsNamedWithItsField() {
    JsonObject input = new JsonObject()
        .put("name", "")
        .put("price", new JsonObject().put("amount", 0).put("currency", "XXX").put("vat", 1))
        .put("stock", 1.5)
        .put("mail", "nobody")
        .put("code", "abc")
        .put("tags", new JsonArray().add(new JsonObject()).add(new JsonObject().put("tag", 1)))
        .put("admin", true);

    Problem problem = refusal(Pairs.EMPTY, input.encode());

    assertThat(problem.kind()).isEqualTo(Kind.INVALID);
    assertThat(problem.errors())
        .containsExactlyInAnyOrder(
            new FieldError("name", "must have at least 1 characters"),
            new FieldError("price.amount", "must be at least 1"),
            new FieldError("price.currency", "must be one of [\"EUR\",\"USD\"]"),
            new FieldError("price.vat", "is not a field here; leave it out"),
            new FieldError("stock", "must be an integer"),
            new FieldError("mail", "must be a valid email"),
            new FieldError("code", "must match ^[A-Z]+$"),
            new FieldError("tags.0.tag", "is required"),
            new FieldError("tags.1.tag", "must be a string"),
            new FieldError("admin", "is not a field here; leave it out"));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(refusal(Pairs.EMPTY, "").errors())
        .containsExactly(new FieldError("name", "is required"));
  }

  @Test
  void aFieldOfThePathCannotBeSetAgainInTheBody() {
    Problem problem = refusal(Pairs.of("name", "pen"), "{\"name\":\"ink\"}");
    assertThat(problem.errors()).extracting(FieldError::field).containsExactly("name");
  }

  @Test
  void aTextThatIsNoNumberIsRefusedAsSuch() {
    assertThat(refusal(Pairs.of("stock", "many"), "{\"name\":\"pen\"}").errors())
        .containsExactly(new FieldError("stock", "must be an integer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "1d", "0x1p3", "1e400"})
  void aQuerysNumberIsOneThatJsonHas(String text) {
    InputReader number = new InputReader(
        Schema.object().required("n", Schema.number().range(0, 10)).toJson());
    assertThat(catchThrowableOfType(Problem.class, () -> number.read(call(Pairs.of("n", text), "")))
            .errors())
        .hasSize(1);
  }

  private static Problem refusal(Pairs params, String body) {
    return catchThrowableOfType(Problem.class, () -> PRODUCT.read(call(params, body)));
  }

  private static Call call(Pairs params, String body) {
    return new Call(
        new OperationId("products", "create"),
        params,
        Body.of(Buffer.buffer(body)),
        Envelope.by(Identity.ANONYMOUS));
  }
}
