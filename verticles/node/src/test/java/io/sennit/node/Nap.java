package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Work that takes as long as a test wants, by a service that is not part of the build. */
final class Nap {
  /** A folder with classes, as users name one by {@code --services}. */
  static final String SERVICES =
      Path.of("target", "test-classes").toAbsolutePath().toString();

  private static final Duration SOON = Duration.ofSeconds(10);

  private Nap() {}

  /** A request that the operator's node has in hand when this returns. */
  static CompletableFuture<HttpResponse<String>> take(Operator operator, int millis)
      throws IOException {
    URI uri = operator.node().http("/nap/" + millis);
    CompletableFuture<HttpResponse<String>> nap = Http.client()
        .sendAsync(
            Http.request(uri).header("sennit-timeout", "60000").build(), BodyHandlers.ofString());
    Eventually.within(
        SOON,
        () -> assertThat(operator.instances("nap"))
            .extracting(instance -> instance.getInteger("inHand"))
            .containsExactly(1));
    return nap;
  }
}
