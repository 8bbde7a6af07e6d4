package io.sennit.mesh.settings;

import io.sennit.mesh.settings.Source.Given;
import io.vertx.core.http.ClientAuth;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the options of TLS, which only make sense together. */
final class TlsOptions {
  private static final String CERTIFICATE = "--tls-cert";
  private static final String KEY = "--tls-key";
  private static final String CLIENT_CA = "--tls-client-ca";
  private static final String CLIENT_AUTH = "--tls-client-auth";
  static final String REDIRECT_PORT = "--http-redirect-port";

  private final Source source;

  TlsOptions(Source source) {
    this.source = source;
  }

  @Nullable
  TlsSettings read() {
    Path certificate = file(CERTIFICATE);
    Path key = file(KEY);
    Path clientCa = file(CLIENT_CA);
    ClientAuth clientAuth = clientAuth(clientCa);
    if (certificate != null && key != null) {
      return new TlsSettings(certificate, key, clientCa, clientAuth);
    }
    requireTogether();
    return null;
  }

  private ClientAuth clientAuth(@Nullable Path clientCa) {
    Optional<Given> given = source.find(CLIENT_AUTH);
    if (given.isEmpty()) {
      return clientCa == null ? ClientAuth.NONE : ClientAuth.REQUEST;
    }
    Optional<ClientAuth> known = Arrays.stream(ClientAuth.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(given.get().value()))
        .findFirst();
    if (known.isEmpty()) {
      source.fault(given.get().fault("use none, request or required"));
    } else if (known.get() != ClientAuth.NONE && source.find(CLIENT_CA).isEmpty()) {
      source.fault(given.get().fault("name who vouches for clients with " + CLIENT_CA));
    }
    return known.orElse(ClientAuth.NONE);
  }

  private void requireTogether() {
    boolean certificate = source.find(CERTIFICATE).isPresent();
    boolean key = source.find(KEY).isPresent();
    if (certificate != key) {
      source.fault(
          (certificate ? KEY : CERTIFICATE) + " is missing: a certificate and its key go together");
    } else if (!certificate) {
      for (String option : new String[] {CLIENT_CA, CLIENT_AUTH, REDIRECT_PORT}) {
        source
            .find(option)
            .ifPresent(given ->
                source.fault(given.fault("it needs TLS: name " + CERTIFICATE + " and " + KEY)));
      }
    }
  }

  private @Nullable Path file(String option) {
    Optional<Given> given = source.find(option);
    if (given.isEmpty()) {
      return null;
    }
    try {
      Path file = Path.of(given.get().value());
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        return file;
      }
    } catch (InvalidPathException unusable) {
      // Told below, as a file that is not there.
    }
    source.fault(given.get().fault("there is no file of this name that can be read"));
    return null;
  }
}
