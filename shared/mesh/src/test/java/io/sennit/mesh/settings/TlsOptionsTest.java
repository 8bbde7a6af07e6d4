package io.sennit.mesh.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.ClientAuth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsOptionsTest {
  @TempDir
  private Path folder;

  private String file;

  @BeforeEach
  void aFile() throws IOException {
    file = Files.writeString(folder.resolve("some.pem"), "").toString();
  }

  @Test
  void withoutFilesTheGatewaySpeaksPlainHttp() {
    NodeSettings.FrontDoor front = read(Map.of(), Map.of());
    assertThat(front.tls()).isNull();
    assertThat(front.redirectPort()).isNull();
  }

  @Test
  void certificateAndKeyMakeItSpeakTlsAndAskClientsForNothing() {
    NodeSettings.FrontDoor front = read(
        Map.of("--tls-cert", file, "--http-redirect-port", "0"), Map.of("SENNIT_TLS_KEY", file));
    assertThat(front.tls())
        .isEqualTo(new TlsSettings(Path.of(file), Path.of(file), null, ClientAuth.NONE));
    assertThat(front.redirectPort()).isZero();
  }

  @Test
  void clientsAreAskedForACertificateWhereSomebodyMayVouchForThem() {
    Map<String, String> files =
        Map.of("SENNIT_TLS_CERT", file, "SENNIT_TLS_KEY", file, "SENNIT_TLS_CLIENT_CA", file);
    assertThat(read(Map.of(), files).tls().clientAuth()).isEqualTo(ClientAuth.REQUEST);
    assertThat(read(Map.of("--tls-client-auth", "required"), files).tls().clientAuth())
        .isEqualTo(ClientAuth.REQUIRED);
    assertThat(read(Map.of("--tls-client-auth", "none"), files).tls().clientAuth())
        .isEqualTo(ClientAuth.NONE);
  }

  @Test
  void whatDoesNotGoTogetherIsAFault() {
    fails(Map.of("--tls-cert", file), "--tls-key is missing");
    fails(Map.of("--tls-key", file), "--tls-cert is missing");
    fails(Map.of("--http-redirect-port", "80"), "--http-redirect-port is '80': it needs TLS");
    fails(Map.of("--tls-client-ca", file), "--tls-client-ca is '" + file + "': it needs TLS");
    fails(
        Map.of("--tls-cert", file, "--tls-key", file, "--tls-client-auth", "required"),
        "name who vouches for clients with --tls-client-ca");
    fails(
        Map.of("--tls-cert", file, "--tls-key", file, "--tls-client-auth", "maybe"),
        "--tls-client-auth is 'maybe': use none, request or required");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String missing = folder.resolve("missing.pem").toString();
    fails(
        Map.of("--tls-cert", missing, "--tls-key", file),
        "--tls-cert is '" + missing + "': there is no file of this name that can be read");
    fails(Map.of("--tls-cert", folder.toString(), "--tls-key", file), "--tls-cert is '" + folder);
  }

  private static NodeSettings.FrontDoor read(
      Map<String, String> options, Map<String, String> environment) {
    return new SettingsReader(options, environment)
        .node(List.of("gateway"), Set.of("gateway"))
        .front();
  }

  private static void fails(Map<String, String> options, String why) {
    assertThatThrownBy(() -> read(options, Map.of()))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining(why);
  }
}
