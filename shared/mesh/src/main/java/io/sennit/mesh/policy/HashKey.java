package io.sennit.mesh.policy;

import io.sennit.mesh.message.Call;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of a call decides which instance it goes to: a parameter, a header, or who makes it. */
public record HashKey(Source source, String name) {

  /** Where the key stands. */
  public enum Source {
    PATH,
    HEADER,
    IDENTITY
  }

  /** The key of a call, or null when it has none. */
  public @Nullable String of(Call call) {
    return switch (source) {
      case PATH -> call.params().get(name);
      case HEADER -> call.headers().get(name);
      case IDENTITY -> call.identity().isAnonymous() ? null : call.identity().subject();
    };
  }

  static @Nullable HashKey parse(String text) {
    if (text.equals("identity")) {
      return new HashKey(Source.IDENTITY, "");
    }
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    if (name.isEmpty()) {
      return null;
    }
    return switch (text.substring(0, Math.max(0, colon))) {
      case "path" -> new HashKey(Source.PATH, name);
      case "header" -> new HashKey(Source.HEADER, name.toLowerCase(Locale.ROOT));
      default -> null;
    };
  }

  @Override
  public String toString() {
    String kind = source.name().toLowerCase(Locale.ROOT);
    return source == Source.IDENTITY ? kind : kind + ":" + name;
  }
}
