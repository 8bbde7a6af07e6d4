package io.sennit.mesh.settings;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file with a JSON object, if one is named; what is wrong with it is a fault. */
final class JsonFile {
  private JsonFile() {}

  static JsonObject read(Source source, String option) {
    Optional<Source.Given> file = source.find(option);
    if (file.isEmpty()) {
      return new JsonObject();
    }
    try {
      return new JsonObject(Files.readString(Path.of(file.get().value())));
    } catch (IOException unreadable) {
      source.fault(file.get().fault("the file cannot be read"));
    } catch (DecodeException malformed) {
      source.fault(file.get().fault("the file is no JSON object: " + malformed.getMessage()));
    }
    return new JsonObject();
  }
}
