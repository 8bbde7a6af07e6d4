package io.sennit.node.life;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** The file that tells others that a node is ready and where; it is there whole or not at all. */
public final class ReadyFile {
  private ReadyFile() {}

  /** Removes it, where it would say of a node that is not ready that it is. */
  public static void forget(@Nullable Path file) throws StartFailure {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException unusable) {
      throw new StartFailure("--ready-file: " + file + " cannot be replaced (" + unusable + ")");
    }
  }

  public static void write(Path file, JsonObject content) throws StartFailure {
    Path unfinished =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(unfinished, content.encodePrettily() + "\n");
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unusable) {
      throw new StartFailure(
          "--ready-file: " + file + " cannot be written (" + unusable.getMessage() + ")");
    }
  }
}
