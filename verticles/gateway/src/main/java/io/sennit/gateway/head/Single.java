package io.sennit.gateway.head;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** The fields of which only one can be meant: of two, each reader takes another one. */
final class Single {
  private static final AsciiString[] NAMES = {
    AsciiString.cached("host"),
    AsciiString.cached("content-length"),
    AsciiString.cached("transfer-encoding"),
    AsciiString.cached("content-type"),
    AsciiString.cached("content-encoding"),
    AsciiString.cached("authorization"),
    AsciiString.cached("expect"),
    AsciiString.cached("idempotency-key"),
    AsciiString.cached("sennit-timeout")
  };

  private Single() {}

  /** The bit of a field that has to be alone, or 0. */
  static int bit(AsciiString name) {
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].length() == name.length() && NAMES[i].contentEqualsIgnoreCase(name)) {
        return 1 << i;
      }
    }
    return 0;
  }

  /** A field that has to be alone and is not, or null. */
  static @Nullable CharSequence twice(MultiMap headers) {
    for (AsciiString name : NAMES) {
      if (headers.get(name) != null && headers.getAll(name).size() > 1) {
        return name;
      }
    }
    return null;
  }
}
