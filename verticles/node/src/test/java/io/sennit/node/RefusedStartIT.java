package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads when something typed cannot work: one line, an exit code, nothing left. */
@TestMethodOrder(OrderAnnotation.class)
class RefusedStartIT {
  private static final List<String> SERVICES =
      List.of("gateway", "users", "products", "orders", "payments", "clock", "time", "date");

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  /** Started first and looked at last: it looks for the other node for a while. */
  static SennitProcess lonely;

  static Path data;

  @BeforeAll
  static void start() throws Exception {
    data = folder.resolve("data");
    lonely = sennit.node("lonely", "clock", "--join", "127.0.0.1:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--http-port", "--admin-port"})
  void namesThePortThatIsTaken(String option) throws Exception {
    try (ServerSocket taken = Loopback.listener()) {
      String port = Integer.toString(taken.getLocalPort());

      Outcome outcome = sennit.dev(data, option, port).ended();

      assertRefused(outcome, 1, option, port);
      Leftovers.assertNone(data);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--cluster-port", "--bus-port", "--link-port"})
  void namesTheClustersPortThatIsTaken(String option) throws Exception {
    try (ServerSocket taken = Loopback.listener()) {
      String port = Integer.toString(taken.getLocalPort());

      Outcome outcome = sennit.node("refused", "clock", option, port).ended();

      assertRefused(outcome, 1, option, port);
      Leftovers.assertNone(sennit.data("refused"));
    }
  }

  @Test
  void namesTheServiceThatDoesNotExist() throws Exception {
    assertRefused(sennit.run("node", "weather"), 2, "'weather'", "clock");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void namesTheNodeThatIsNotThereToJoin() throws Exception {
    assertRefused(lonely.ended(), 1, "--join", "127.0.0.1:1");
    Leftovers.assertNone(sennit.data("lonely"));
  }

  @Test
  void namesTheFolderThatCannotBeMade() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path below = file.resolve("data");

    assertRefused(sennit.dev(below).ended(), 1, "--data", below.toString());
  }

  @Test
  void namesTheReadyFileThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("no-folder"), "");

    Outcome outcome = sennit
        .start(
            "dev",
            "--http-port",
            "0",
            "--admin-port",
            "0",
            "--data",
            data.toString(),
            "--ready-file",
            file.resolve("ready.json").toString())
        .ended();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.complaints()).singleElement().asString().contains("--ready-file");
    Leftovers.assertNone(data);
  }

  @Test
  void namesTheDatabaseThatDoesNotAnswerAndNotItsPassword() throws Exception {
    Outcome outcome = sennit
        .dev(data, "--database", "postgresql://user:sesame@127.0.0.1:1/shop")
        .ended();

    assertRefused(outcome, 1, "127.0.0.1:1");
    assertThat(outcome.complaints().toString()).doesNotContain("sesame");
    Leftovers.assertNone(data);
  }

  @Test
  void namesEverythingThatIsWrongInOneGo() throws Exception {
    Outcome outcome = sennit
        .start(
            Map.of("SENNIT_HTTP_PORT", "99999", "SENNIT_LOG_FORMAT", "xml"),
            "dev",
            "--admin-port",
            "many",
            "--grace",
            "-1",
            "--database",
            "mysql://user:sesame@localhost/shop")
        .ended();

    assertRefused(
        outcome,
        2,
        "5 settings",
        "SENNIT_HTTP_PORT",
        "--admin-port",
        "--grace",
        "SENNIT_LOG_FORMAT",
        "--database");
    assertThat(outcome.complaints().toString()).doesNotContain("sesame");
  }

  @ParameterizedTest
  @CsvSource({
    "'dev --sideways',         --sideways",
    "'dev --http-port',        --http-port",
    "'node',                   SERVICE",
    "'up --nodes 0',           --nodes",
    "'weather',                weather",
    "'ps --admin nonsense',    --admin",
    "'drain',                  NODE",
  })
  void saysInOneLineWhatIsWrongUsage(String typed, String named) throws Exception {
    assertRefused(sennit.run(typed.split(" ")), 2, named);
  }

  @Test
  void namesTheNodeThatDoesNotAnswer() throws Exception {
    Outcome outcome =
        sennit.run("call", "time.now", "--admin", "http://127.0.0.1:1", "--token", "any");

    assertRefused(outcome, 1, "http://127.0.0.1:1");
  }

  @Test
  void helpsWithEachCommand() throws Exception {
    // All at once: each is short, and there are many.
    String[] commands = {"dev", "up", "node", "postgres", "ps", "call", "drain", "demo"};
    List<SennitProcess> asked = new ArrayList<>();
    for (String command : commands) {
      asked.add(sennit.start(command, "--help"));
    }
    Outcome all = sennit.run("--help");

    assertThat(all.code()).isZero();
    assertThat(all.text()).contains(commands).contains(SERVICES);
    for (int i = 0; i < commands.length; i++) {
      Outcome outcome = asked.get(i).ended();
      assertThat(outcome.code()).isZero();
      assertThat(outcome.text()).startsWith("Usage: sennit " + commands[i]);
      assertThat(outcome.err()).isEmpty();
    }
    assertThat(asked.get(2).out().toString()).contains("all").contains(SERVICES);
  }

  @Test
  void readsTheEnvironmentAndTheCommandLineBeforeIt() throws Exception {
    try (ServerSocket one = Loopback.listener();
        ServerSocket other = Loopback.listener()) {
      String variable = Integer.toString(one.getLocalPort());
      String option = Integer.toString(other.getLocalPort());
      Map<String, String> environment = Map.of(
          "SENNIT_CLUSTER_PORT", variable, "SENNIT_DATA", data.toString(), "SENNIT_NAME", "named");

      Outcome by = sennit.start(environment, "node", "clock").ended();
      Outcome over =
          sennit.start(environment, "node", "clock", "--cluster-port", option).ended();

      assertRefused(by, 1, variable);
      assertRefused(over, 1, option);
      assertThat(over.complaints().toString()).doesNotContain(variable);
    }
  }

  private static void assertRefused(Outcome outcome, int code, String... named) {
    assertThat(outcome.code()).as(outcome.complaints().toString()).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.complaints()).singleElement().asString().startsWith("sennit: ");
    assertThat(outcome.complaints().get(0)).contains(named);
  }
}
