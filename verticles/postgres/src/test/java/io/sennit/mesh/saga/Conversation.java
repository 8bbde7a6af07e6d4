package io.sennit.mesh.saga;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection as PostgreSQL's protocol has it, message by message. A moment is every statement
 * of a transaction that changes something, its commit, and the news that it is committed; not what
 * groups write down of themselves, which changes nothing.
 */
final class Conversation {
  private static final Pattern HOUSEKEEPING = Pattern.compile(
      "SET TRANSACTION|^SELECT|SKIP LOCKED|DELETE FROM saga|event_reader|event_prepare|COMMENT|"
          + "INSERT INTO event_cursor|UPDATE event_cursor(?!\\s+SET position = \\$6)");
  private static final Pattern HEAD = Pattern.compile("\\s*(\\w+\\s+(?:INTO\\s+)?\\w+)");
  private static final Pattern USER = Pattern.compile("\0user\0([^\0]*)\0");

  private final Map<String, String> statements = new HashMap<>();
  private Buffer asked = Buffer.buffer();
  private Buffer answered = Buffer.buffer();
  private String user = "";
  private boolean open;
  private boolean changing;
  private boolean due;

  /** What may be passed on to the database: all up to the moment that does not pass. */
  Buffer asked(Buffer bytes, Predicate<String> passes) {
    asked.appendBuffer(bytes);
    Buffer through = Buffer.buffer();
    int header = user.isEmpty() ? 0 : 1;
    while (asked.length() >= header + 4 && asked.length() >= header + asked.getInt(header)) {
      Buffer message = asked.getBuffer(0, header + asked.getInt(header));
      String moment = header == 0 ? begin(message) : moment(message);
      if (!moment.isEmpty() && !passes.test(user + ": " + moment)) {
        return through;
      }
      through.appendBuffer(message);
      asked = asked.getBuffer(message.length(), asked.length());
      header = 1;
    }
    return through;
  }

  /** What may be passed on to the client. */
  Buffer answered(Buffer bytes, Predicate<String> passes) {
    answered.appendBuffer(bytes);
    Buffer through = Buffer.buffer();
    while (answered.length() >= 5 && answered.length() >= 1 + answered.getInt(1)) {
      Buffer message = answered.getBuffer(0, 1 + answered.getInt(1));
      if (changing && !open && isCommitted(message)) {
        changing = false;
        if (!passes.test(user + ": COMMITTED")) {
          return through;
        }
      }
      through.appendBuffer(message);
      answered = answered.getBuffer(message.length(), answered.length());
    }
    return through;
  }

  private String begin(Buffer startup) {
    Matcher named = USER.matcher("\0" + startup.getString(8, startup.length()));
    user = named.find() ? named.group(1).replace("sennit_", "") : "nobody";
    return "";
  }

  private String moment(Buffer message) {
    return switch (message.getByte(0)) {
      case 'P' -> {
        int name = end(message, 5);
        statements.put(text(message, 5, name), text(message, name + 1, end(message, name + 1)));
        yield "";
      }
      case 'B' -> {
        int portal = end(message, 5);
        yield executed(
            statements.getOrDefault(text(message, portal + 1, end(message, portal + 1)), ""));
      }
      case 'Q' -> framed(text(message, 5, end(message, 5)));
      default -> "";
    };
  }

  private String executed(String sql) {
    boolean change =
        sql.contains("FOR UPDATE OF") || !HOUSEKEEPING.matcher(sql.strip()).find();
    due |= sql.contains("SKIP LOCKED");
    if (!open || !change) {
      return "";
    }
    changing = true;
    Matcher head = HEAD.matcher(sql);
    String what = sql.contains("FOR UPDATE OF") ? "LOCK saga" : head.find() ? head.group(1) : sql;
    return due ? what + " of one whose time is over" : what;
  }

  private String framed(String sql) {
    if (sql.startsWith("BEGIN READ WRITE")) {
      open = true;
      changing = false;
      due = false;
    } else if (open && (sql.equals("COMMIT") || sql.equals("ROLLBACK"))) {
      open = false;
      return changing ? sql : "";
    }
    return "";
  }

  private static boolean isCommitted(Buffer message) {
    return message.getByte(0) == 'C' && text(message, 5, end(message, 5)).equals("COMMIT");
  }

  private static int end(Buffer message, int from) {
    int at = from;
    while (message.getByte(at) != 0) {
      at++;
    }
    return at;
  }

  private static String text(Buffer message, int from, int to) {
    return new String(message.getBytes(from, to), StandardCharsets.UTF_8);
  }
}
