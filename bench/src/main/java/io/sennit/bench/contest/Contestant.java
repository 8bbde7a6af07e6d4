package io.sennit.bench.contest;

import io.sennit.bench.http.Target;
import java.io.Closeable;
import java.util.List;

/** A way from a client to a service that tells the time; it runs until it is closed. */
public interface Contestant extends Closeable {
  String name();

  /** What it is made of, with versions. */
  String version();

  /** What is asked of it. */
  Target target();

  /** Its processes, by what each does. */
  List<Part> parts();

  @Override
  void close();
}
