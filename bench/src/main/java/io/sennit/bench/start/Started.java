package io.sennit.bench.start;

import io.sennit.bench.bars.Patience;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of this benchmark, and the folder where it says that it is ready. */
record Started(Process process, Path folder) {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String READY = "ready.json";
  private static final String ERRORS = "err";

  static Started start(Path sennit, Path folder, String... arguments) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(READY));
    List<String> command = new ArrayList<>(List.of(sennit.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", folder.toString()));
    command.addAll(List.of("--admin-port", "0", "--registry-port", "0"));
    command.addAll(List.of("--ready-file", folder.resolve(READY).toString()));
    return new Started(
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(folder.resolve(ERRORS).toFile())
            .start(),
        folder);
  }

  JsonObject awaitReady() throws Exception {
    Path ready = folder.resolve(READY);
    if (!Patience.until(() -> Files.exists(ready) || !process.isAlive(), PATIENCE)
        || !process.isAlive()) {
      throw new IOException("not ready: " + Files.readString(folder.resolve(ERRORS)));
    }
    return new JsonObject(Files.readString(ready));
  }

  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
