package io.sennit.mesh.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.service.Schema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {
  private static final String ID = "0b36ab2e-6f1c-4b43-9d7e-5a2f64b0f9aa";

  /** Values of which some fit each schema, and some miss each bound of it by one. */
  private static final List<Object> VALUES = Arrays.asList(
      null,
      true,
      0,
      1,
      3,
      4L,
      5_000_000_000L,
      1.0,
      2.5,
      "",
      "a",
      "abc",
      "abcd",
      "ABC",
      "ABC\n",
      "\uD83D\uDE00",
      "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00",
      ID,
      ID.toUpperCase(Locale.ROOT),
      ID + "\n",
      "2026-01-01T00:00:00Z");

  private static final List<String> NAMES = List.of("one", "two", "three");

  @Test
  void whatItAcceptsIsValid() {
    Random random = new Random(7);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      JsonObject schema = object(random, 2);
      Fit fit = Fit.of(schema);
      Validator validator = validator(schema);
      for (int k = 0; k < 10; k++) {
        JsonObject value = new JsonObject(value(random, 2).encode());
        if (fit.accepts(value)) {
          accepted++;
          assertThat(validator.validate(value).getValid())
              .as("%s is accepted for %s", value, schema)
              .isTrue();
        } else if (!Boolean.TRUE.equals(validator.validate(value).getValid())) {
          refused++;
        }
      }
    }
    assertThat(accepted).as("tried").isGreaterThan(300);
    assertThat(refused).as("tried").isGreaterThan(300);
  }

  @Test
  void theUsualIsAcceptedAtAGlance() {
    Schema order = Schema.object()
        .required(
            "items",
            Schema.array(Schema.object()
                    .required("id", Schema.string().format("uuid").described("of the product"))
                    .required("pieces", Schema.integer().range(1, 10)))
                .items(1, 2))
        .optional("note", Schema.string().length(0, 20).orNull())
        .optional("kind", Schema.oneOf("GIFT", "OWN").titled("Kind"));
    JsonObject line = new JsonObject().put("id", ID).put("pieces", 10);
    JsonObject value = new JsonObject().put("items", new JsonArray().add(line));

    Fit fit = Fit.of(order.toJson());

    assertThat(fit.accepts(value)).isTrue();
    assertThat(fit.accepts(value.copy().put("kind", "GIFT").putNull("note"))).isTrue();
    assertThat(fit.accepts(value.copy().put("kind", "OTHER"))).isFalse();
    assertThat(fit.accepts(value.copy().put("more", 1))).isFalse();
    assertThat(fit.accepts(new JsonObject())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"object\",\"dependentRequired\":{\"a\":[\"b\"]}}",
        "{\"type\":\"object\",\"properties\":{\"a\":true}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"multipleOf\":2}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"maximum\":2.5}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"integer\",\"string\"]}}}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/a\"}}}"
      })
  void whatItDoesNotUnderstandIsForTheValidator(String schema) {
    assertThat(Fit.of(new JsonObject(schema)).accepts(new JsonObject().put("a", 2)))
        .isFalse();
  }

  @Test
  void aPatternThatJavaDoesNotKnowIsForTheValidator() {
    Schema broken = Schema.object().required("a", Schema.string().with("pattern", "["));
    Fit fit = Fit.of(broken.toJson());
    assertThat(fit.accepts(new JsonObject().put("a", "["))).isFalse();
  }

  private static JsonObject object(Random random, int depth) {
    Schema schema = random.nextBoolean() ? Schema.object() : Schema.answer();
    for (String name : NAMES) {
      Schema field = field(random, depth);
      schema = random.nextInt(3) == 0 ? schema.required(name, field) : schema.optional(name, field);
    }
    return schema.toJson();
  }

  private static Schema field(Random random, int depth) {
    Schema field = switch (random.nextInt(depth == 0 ? 7 : 10)) {
      case 0 -> Schema.string().length(random.nextInt(3), 3);
      case 1 -> Schema.integer().range(1, 3 + random.nextInt(2));
      case 2 -> Schema.bool();
      case 3 -> Schema.oneOf("a", "abc");
      case 4 -> Schema.string().format(random.nextBoolean() ? "uuid" : "date-time");
      case 5 -> Schema.string().pattern("[A-Z]+");
      case 6 -> Schema.number();
      case 7 -> Schema.array(field(random, depth - 1)).items(random.nextInt(2), 2);
      case 8 -> Schema.map(field(random, depth - 1));
      default -> Schema.of(object(random, depth - 1));
    };
    return random.nextInt(4) == 0 ? field.orNull() : field;
  }

  private static JsonObject value(Random random, int depth) {
    JsonObject value = new JsonObject();
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        value.put(name, any(random, depth));
      }
    }
    return random.nextInt(10) == 0 ? value.put("other", any(random, depth)) : value;
  }

  private static Object any(Random random, int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(8)) {
      case 1 -> value(random, depth - 1);
      case 2 -> {
        JsonArray array = new JsonArray();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(any(random, depth - 1));
        }
        yield array;
      }
      default -> VALUES.get(random.nextInt(VALUES.size()));
    };
  }

  private static Validator validator(JsonObject schema) {
    return Validator.create(
        JsonSchema.of(schema),
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri("urn:sennit:test")
            .setOutputFormat(OutputFormat.Flag));
  }
}
