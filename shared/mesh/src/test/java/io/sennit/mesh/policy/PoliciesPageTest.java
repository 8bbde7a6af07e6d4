package io.sennit.mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.OperationId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/policies.md to its word. */
class PoliciesPageTest {
  private static final Pattern FIELD = Pattern.compile(
      "^\\| `([a-zA-Z]+(?:\\.[a-zA-Z]+)?)` \\| (\\S+) \\|.+\\|.+\\|$", Pattern.MULTILINE);
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  private final String page = read(Path.of("../../docs/policies.md"));

  @Test
  void itsTableHasEveryFieldAndItsDefault() {
    Map<String, String> told = FIELD
        .matcher(page)
        .results()
        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

    assertThat(told).containsExactlyInAnyOrderEntriesOf(fields("", Policy.DEFAULT.toJson()));
  }

  @Test
  void itsExampleCanBeTaken() {
    String example =
        EXAMPLE.matcher(page).results().map(found -> found.group(1)).findFirst().orElseThrow();
    Policies policies = Policies.read(new JsonObject(example));

    Policy place = policies.of(OperationId.parse("orders.place"));
    assertThat(place.timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(place.retries().attempts()).isEqualTo(2);
    assertThat(policies.of(OperationId.parse("products.list")).hedging().enabled())
        .isTrue();
    assertThat(policies.of("users").timeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void itNamesEveryStrategy() {
    assertThat(Balancing.Strategy.values())
        .allSatisfy(strategy -> assertThat(page).contains("\n| `" + Fields.text(strategy) + "` |"));
  }

  private static Map<String, String> fields(String path, JsonObject json) {
    Map<String, String> fields = new TreeMap<>();
    json.forEach(field -> {
      String name = path + field.getKey();
      if (field.getValue() instanceof JsonObject part) {
        fields.putAll(fields(name + ".", part));
      } else {
        fields.put(name, String.valueOf(field.getValue()));
      }
    });
    return fields;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
