package io.sennit.mesh.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  private static final Set<String> KNOWN = Set.of("gateway", "clock");

  @Test
  void whatNobodySaysIsSetForOneMachine() {
    NodeSettings settings = read(Map.of(), Map.of());
    assertThat(settings.front().http()).isEqualTo(new Address("127.0.0.1", 8080));
    assertThat(settings.admin()).isEqualTo(new Address("127.0.0.1", 8081));
    assertThat(settings.cluster().member()).isEqualTo(new Address("127.0.0.1", 5701));
    assertThat(settings.cluster().configuration()).isEqualTo("loopback");
    assertThat(settings.data()).isEqualTo(new DataSettings(Path.of(".sennit"), null, Map.of()));
    assertThat(settings.operation().grace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.operation().metrics()).isTrue();
    assertThat(settings.hosts()).containsExactly(new Hosting("clock", Hosting.AS_FITS));
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironment() {
    Map<String, String> environment =
        Map.of("SENNIT_HTTP_PORT", "1111", "SENNIT_ADMIN_PORT", "2222");
    NodeSettings settings = read(Map.of("--http-port", "3333"), environment);
    assertThat(settings.front().http().port()).isEqualTo(3333);
    assertThat(settings.admin().port()).isEqualTo(2222);
  }

  @Test
  void allFaultsAreToldInOneGo() {
    Map<String, String> options = Map.of(
        "--http-port", "99999",
        "--grace", "soon",
        "--join", "nowhere",
        "--log-format", "xml",
        "--metrics", "no");
    Map<String, String> environment = Map.of("SENNIT_ADMIN_PORT", "http");

    assertThatThrownBy(() ->
            new SettingsReader(options, environment).node(List.of("clocks", "clock=0"), KNOWN))
        .isInstanceOf(BadSettings.class)
        .hasMessageStartingWith("8 settings are wrong: ")
        .hasMessageContaining("--http-port is '99999'")
        .hasMessageContaining("--grace is 'soon'")
        .hasMessageContaining("--join names 'nowhere'")
        .hasMessageContaining("--log-format is 'xml'")
        .hasMessageContaining("--metrics is 'no': use on or off")
        .hasMessageContaining("SENNIT_ADMIN_PORT is 'http'")
        .hasMessageContaining("'clocks' is no service here: there are clock, gateway")
        .hasMessageContaining("'clock=0'")
        .hasMessageNotContaining("\n");
  }

  @Test
  void membersAndInstancesAreRead() {
    NodeSettings settings = new SettingsReader(
            Map.of("--join", "10.0.0.1:5701, 10.0.0.2:5702", "--host", "10.0.0.3"), Map.of())
        .node(List.of("gateway", "clock=3"), KNOWN);
    assertThat(settings.hosts())
        .containsExactly(new Hosting("gateway", 0), new Hosting("clock", 3));
    assertThat(settings.cluster().join())
        .containsExactly(new Address("10.0.0.1", 5701), new Address("10.0.0.2", 5702));
    assertThat(settings.cluster().configuration()).isEqualTo("lan");
  }

  @Test
  void aSecretMayStandInAFileAndIsNeverPrinted(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("database"), "postgresql://me:hush@db:5432/shop\n");
    NodeSettings settings = read(
        Map.of(),
        Map.of("SENNIT_DATABASE_FILE", file.toString(), "SENNIT_ADMIN_TOKEN", "hush-too"));
    assertThat(settings.data().database())
        .isEqualTo(new Secret("postgresql://me:hush@db:5432/shop"));
    assertThat(settings.operation().adminToken()).isEqualTo(new Secret("hush-too"));
    assertThat(settings.toString()).doesNotContain("hush");
  }

  @Test
  void aDatabaseThatIsRefusedDoesNotGiveItsPasswordAway() {
    assertThatThrownBy(() -> read(Map.of("--database", "mysql://me:hush@db/shop"), Map.of()))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("--database")
        .hasMessageNotContaining("hush");
  }

  @Test
  void aSecretsFileThatIsMissingIsAFault() {
    assertThatThrownBy(() -> read(Map.of(), Map.of("SENNIT_DATABASE_FILE", "/nowhere/database")))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("SENNIT_DATABASE_FILE is '/nowhere/database'");
  }

  @Test
  void aServiceMayHaveADatabaseToItself(@TempDir Path folder) throws IOException {
    Map<String, Secret> both = Map.of(
        "clock", new Secret("postgresql://me:hush@one/clock?sslmode=require"),
        "gateway", new Secret("postgresql://me:hush,hush=1@two:6543/gateway"));
    String clock = "clock=" + both.get("clock").value();
    String gateway = "gateway=" + both.get("gateway").value();

    for (String between : List.of(" ", ",", ", ", "\n", " \t ")) {
      String list = clock + between + gateway;
      assertThat(read(Map.of("--database-of", list), Map.of()).data().databaseOf())
          .isEqualTo(both);
      NodeSettings settings = read(Map.of(), Map.of("SENNIT_DATABASE_OF", list));
      assertThat(settings.data().databaseOf()).isEqualTo(both);
      assertThat(settings.toString()).doesNotContain("hush");
    }
    Path file = Files.writeString(folder.resolve("databases"), gateway + ",\n" + clock + ",\n");
    assertThat(read(Map.of(), Map.of("SENNIT_DATABASE_OF_FILE", file.toString()))
            .data()
            .databaseOf())
        .isEqualTo(both);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      clock=mysql://me:hush@db/shop                       | for 'clock': The database's address does not begin with
      clock=postgresql://me:hush@db                       | for 'clock': The database's address does not name one database
      clocks=postgresql://me:hush@db/shop                 | names 'clocks', which is no service here
      clock=postgresql://me:hush@a/b clock=postgresql://me:hush@c/d | names 'clock' twice
      postgresql://me:hush@db/shop?sslmode=require        | entry 1 of 1 does not read SERVICE=postgresql://
      clock=postgresql://me:x hush=y@db/shop              | entry 2 of 2 does not read SERVICE=postgresql://
      clock=postgresql://me:x,hush=y^@db/shop             | for 'clock': The database's address is malformed
      clock                                               | entry 1 of 1 does not read SERVICE=postgresql://
      ''                                                  | entry 1 of 1 does not read SERVICE=postgresql://
      """)
  void aFaultInAServicesDatabaseIsToldWithoutItsPassword(String list, String fault) {
    assertThatThrownBy(() -> read(Map.of("--database-of", list), Map.of()))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("--database-of")
        .hasMessageContaining(fault)
        .hasMessageNotContaining("hush");
  }

  @Test
  void aServiceFromElsewhereMayHaveADatabaseToItself(@TempDir Path folder) {
    NodeSettings settings = read(
        Map.of(
            "--services", folder.toString(), "--database-of", "bakery=postgresql://me:hush@db/b"),
        Map.of());
    assertThat(settings.data().databaseOf()).containsOnlyKeys("bakery");
  }

  @Test
  void aVisitorComesToThisMachineAndTakesThePasswordFromTheFolder() {
    assertThat(new SettingsReader(Map.of(), Map.of()).visitor())
        .isEqualTo(
            new VisitorSettings(URI.create("http://127.0.0.1:8080"), Path.of(".sennit"), null));
  }

  @Test
  void aVisitorMayBeToldWhereToGoAndThePassword() {
    Map<String, String> environment =
        Map.of("SENNIT_HTTP", "https://shop:1", "SENNIT_ADMIN_PASSWORD", "hush");
    VisitorSettings settings = new SettingsReader(Map.of("--data", "there"), environment).visitor();

    assertThat(settings)
        .isEqualTo(new VisitorSettings(
            URI.create("https://shop:1"), Path.of("there"), new Secret("hush")));
    assertThat(settings.toString()).doesNotContain("hush");
    assertThatThrownBy(() -> new SettingsReader(Map.of("--http", "shop"), environment).visitor())
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("--http is 'shop'");
  }

  private static NodeSettings read(Map<String, String> options, Map<String, String> environment) {
    return new SettingsReader(options, environment).node(List.of("clock"), KNOWN);
  }
}
