package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A service with a database to itself, on a server that somebody else runs. */
class OwnDatabaseIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String AT = "PostgreSQL at ";
  private static final List<String> KEEPING =
      List.of("doze", "orders", "payments", "products", "tell", "users");

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  private static String server;
  private static String password;
  private static String address;

  @BeforeAll
  static void startServer() throws Exception {
    Path data = folder.resolve("server");
    SennitProcess postgres =
        sennit.start("postgres", "--data", data.toString(), "--database-port", "0");
    Eventually.within(SOON, () -> assertThat(postgres.out()).anyMatch(line -> line.contains(AT)));
    String line =
        postgres.out().stream().filter(l -> l.startsWith(AT)).findFirst().orElseThrow();
    server = line.substring(AT.length(), line.indexOf(';'));
    password = Files.readString(data.resolve("postgres-password")).strip();
    address = "postgresql://postgres:" + password + "@" + server + "/sennit";
  }

  @Test
  void devStartsNoDatabaseThatNoServiceWouldUse() throws Exception {
    Path data = folder.resolve("dev");

    SennitProcess dev = sennit.dev(data, all()).awaitReady();

    assertServesFromTheServerAlone(dev, data);
  }

  @Test
  void upTellsItsNodesAndStartsNoneEither() throws Exception {
    Path data = folder.resolve("up");

    SennitProcess up = sennit.up(data, all("--nodes", "1")).awaitReady();

    assertServesFromTheServerAlone(up, data);
  }

  @Test
  void aServiceThatKeepsNoDataCannotHaveOne() throws Exception {
    Path data = folder.resolve("refused");

    Outcome outcome = sennit.dev(data, own("nap")).ended();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.complaints())
        .containsExactly("sennit: --database-of names 'nap', and no service of that name keeps data"
            + " here: those that do are " + String.join(", ", KEEPING)
            + "; correct the name, or leave it out");
    Leftovers.assertNone(data);
  }

  @Test
  void aNodeRefusesAServiceThatKeepsDataAndHasNone() throws Exception {
    Outcome outcome = sennit.node("without", "doze", "--services", Nap.SERVICES).ended();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .startsWith("sennit: the service 'doze' keeps data: ")
        .contains("--database", "--database-of doze=URI");
    Leftovers.assertNone(sennit.data("without"));
  }

  @Test
  void theOneThatDoesNotAnswerIsNamedWithoutItsPassword() throws Exception {
    Outcome outcome = sennit
        .node(
            "silent",
            "doze",
            "--services",
            Nap.SERVICES,
            "--database-of",
            "doze=postgresql://user:sesame@127.0.0.1:1/doze")
        .ended();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .startsWith("sennit: --database-of doze: ")
        .contains("127.0.0.1:1");
    assertThat(outcome.err().toString()).doesNotContain("sesame");
    Leftovers.assertNone(sennit.data("silent"));
  }

  /** The test's services, and the server for one of them. */
  private static String[] own(String service) {
    return new String[] {"--services", Nap.SERVICES, "--database-of", service + "=" + address};
  }

  /** All services that keep data, the test's and the shop's. */
  private static String[] all(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(List.of("--services", Nap.SERVICES));
    KEEPING.forEach(service -> options.addAll(List.of("--database-of", service + "=" + address)));
    return options.toArray(String[]::new);
  }

  private static void assertServesFromTheServerAlone(SennitProcess shop, Path data)
      throws Exception {
    assertThat(Http.get(shop.http("/doze")).statusCode()).isEqualTo(200);
    assertThat(databases(shop)).containsExactly("database " + server + "/sennit");
    assertThat(data.resolve("postgres")).doesNotExist();
    assertThat(String.join("", shop.err())).doesNotContain(password);
  }

  private static List<String> databases(SennitProcess process) throws Exception {
    return Http.json(Http.get(process.admin("/health/ready"))).getJsonArray("checks").stream()
        .map(check -> ((JsonObject) check).getString("name"))
        .filter(name -> name.startsWith("database"))
        .toList();
  }
}
