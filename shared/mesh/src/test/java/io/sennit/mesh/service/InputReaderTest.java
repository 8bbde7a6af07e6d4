package io.sennit.mesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.directory.OperationDescription.Route;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
  private static final Schema MONEY = Schema.object()
      .required("amount", Schema.integer().range(1, 1_000))
      .required("currency", Schema.oneOf("EUR", "USD"));

  private static final InputReader PRODUCT = reader(Schema.object()
      .required("name", Schema.string().length(1, 5))
      .optional("price", MONEY)
      .optional("stock", Schema.integer())
      .optional("hot", Schema.bool())
      .optional("mail", Schema.string().format("email"))
      .optional("id", Schema.uuid())
      .optional("code", Schema.string().pattern("[A-Z]+"))
      .optional(
          "tags", Schema.array(Schema.object().required("tag", Schema.string())).items(1, 2)));

  @Test
  void pathQueryAndBodyBecomeOneInputWithTheSchemasTypes() {
    Call read = PRODUCT.read(call(Pairs.of("stock", "7", "hot", "true"), "{\"name\":\"pen\"}"));
    assertThat(read.input())
        .isEqualTo(new JsonObject().put("name", "pen").put("stock", 7L).put("hot", true));
  }

  @Test
  void anEmptyInputIsReadWithoutLookingAtItWhereNothingIsRequired() {
    InputReader nothing = reader(Schema.object());
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
            new FieldError("code", "must match ^(?:[A-Z]+)$"),
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

  @Test
  void whereThereIsABodyTheQueryIsNotRead() {
    Schema login =
        Schema.object().required("id", Schema.string()).optional("password", Schema.string());
    InputReader put = new InputReader(login.toJson(), new Route("PUT", "/login/{id}"));
    InputReader get = new InputReader(login.toJson(), new Route("GET", "/login/{id}"));
    Pairs inAddress = Pairs.of("id", "7", "password", "secret");

    assertThat(get.read(call(inAddress, "")).input().getString("password")).isEqualTo("secret");
    assertThat(put.read(call(Pairs.of("id", "7"), "{\"password\":\"secret\"}"))
            .input()
            .getString("password"))
        .isEqualTo("secret");
    assertThat(catchThrowableOfType(Problem.class, () -> put.read(call(inAddress, "")))
            .errors())
        .containsExactly(
            new FieldError("password", "is not taken from the query; send it in the body"));
    assertThat(catchThrowableOfType(
                Problem.class, () -> put.read(call(Pairs.of("id", "7", "colour", "red"), "")))
            .errors())
        .extracting(FieldError::field)
        .containsExactly("colour");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "1d", "0x1p3", "1e400"})
  void aQuerysNumberIsOneThatJsonHas(String text) {
    InputReader number = reader(Schema.object().required("n", Schema.number().range(0, 10)));
    assertThat(catchThrowableOfType(Problem.class, () -> number.read(call(Pairs.of("n", text), "")))
            .errors())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:uuid:01a1fb06-0c2d-7656-9931-3fb6108ef384",
        "01A1FB06-0C2D-7656-9931-3FB6108EF384",
        "01a1fb06-0c2d-7656-9931-3fb6108ef384\n",
        "{01a1fb06-0c2d-7656-9931-3fb6108ef384}",
        "1-2-3-4-5",
        ""
      })
  void anIdIsWrittenInOneWay(String id) {
    assertThat(PRODUCT
            .read(
                call(Pairs.of("id", "01a1fb06-0c2d-7656-9931-3fb6108ef384"), "{\"name\":\"pen\"}"))
            .input()
            .getString("id"))
        .hasSize(36);
    assertThat(refusal(Pairs.of("id", id), "{\"name\":\"pen\"}").errors())
        .containsExactly(new FieldError(
            "id", "must be a UUID in lower case, such as 01a1fb06-0c2d-7656-9931-3fb6108ef384"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EUR\\n", "EUR\\r\\n", "EUR\\u2028", "EUR\\n\\n", "\\nEUR", "EUr"})
  void aPatternIsForTheWholeText(String code) {
    assertThat(
            refusal(Pairs.EMPTY, "{\"name\":\"pen\",\"code\":\"" + code + "\"}").errors())
        .extracting(FieldError::field)
        .containsExactly("code");
  }

  @Test
  void aPatternOfChoicesIsForTheWholeTextToo() {
    InputReader choice =
        reader(Schema.object().required("price", Schema.string().pattern("[0-9$]+|free\\$")));

    assertThat(choice.read(call(Pairs.EMPTY, "{\"price\":\"5$\"}")).input()).isNotEmpty();
    assertThat(choice.read(call(Pairs.EMPTY, "{\"price\":\"free$\"}")).input()).isNotEmpty();
    for (String other : List.of("5$!", "carefree$", "free", "free$\\n")) {
      Call call = call(Pairs.EMPTY, "{\"price\":\"" + other + "\"}");
      assertThat(catchThrowableOfType(Problem.class, () -> choice.read(call)))
          .as(other)
          .isNotNull();
    }
  }

  @Test
  void aCharacterThatNoDatabaseKeepsIsRefusedWhereverItIs() {
    InputReader anything = reader(Schema.object()
        .optional("text", Schema.string())
        .optional("list", Schema.array(Schema.map(Schema.string()))));

    assertThat(catchThrowableOfType(
                Problem.class,
                () -> anything.read(call(Pairs.EMPTY, "{\"list\":[{},{\"a\":\"b\\u0000\"}]}")))
            .errors())
        .containsExactly(new FieldError("list.1.a", "must not have the character U+0000"));
    assertThat(catchThrowableOfType(
                Problem.class, () -> anything.read(call(Pairs.of("text", "\0"), "")))
            .errors())
        .containsExactly(new FieldError("text", "must not have the character U+0000"));
    assertThat(catchThrowableOfType(
                Problem.class,
                () -> anything.read(call(Pairs.EMPTY, "{\"list\":[{\"a\\u0000\":\"b\"}]}")))
            .kind())
        .isEqualTo(Kind.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\ude00\\ud83d", "a\\udfffb", "\\ud83d\\ud83d\\ude00"})
  void halfOfASurrogatePairIsRefusedWhereverItStands(String half) {
    InputReader texts = reader(Schema.object()
        .optional("list", Schema.array(Schema.string()))
        .optional("n", Schema.number()));

    assertThat(catchThrowableOfType(
                Problem.class,
                () -> texts.read(
                    call(Pairs.EMPTY, "{\"list\":[\"\\ud83d\\ude00\",\"" + half + "\"]}")))
            .errors())
        .containsExactly(new FieldError("list.1", "must not have half of a surrogate pair"));
  }

  @Test
  void aHundredThousandFaultsAreNotToldOneByOne() {
    StringBuilder many = new StringBuilder("{\"name\":\"pen\"");
    for (int i = 0; i < 100_000; i++) {
      many.append(",\"f").append(i).append("\":1");
    }

    Problem problem = refusal(Pairs.EMPTY, many.append(",\"price\":1}").toString());

    assertThat(problem.errors())
        .hasSize(20)
        .contains(new FieldError("price", "must be an object"))
        .doesNotContain(new FieldError("name", "is required"));
    assertThat(refusal(Pairs.EMPTY, "{\"" + "x".repeat(100_000) + "\":1}").detail())
        .hasSizeLessThan(1_000);
  }

  private static InputReader reader(Schema schema) {
    return new InputReader(schema.toJson(), null);
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
