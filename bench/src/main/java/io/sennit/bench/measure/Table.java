package io.sennit.bench.measure;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;

/** Figures that belong together: to read, and to go on with. */
public interface Table {
  void print(PrintWriter to);

  JsonObject toJson();
}
