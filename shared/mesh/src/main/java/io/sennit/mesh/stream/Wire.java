package io.sennit.mesh.stream;

import io.sennit.mesh.link.Links;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the two ends of a stream write to each other, in one place.
 *
 * <pre>
 * opening        = the operation's own call, header sennit-stream: address of the opener's end
 * its reply      = 204, header sennit-stream: address of the end that took it
 * every word     = call stream.WORD, parameter to: the id of the other end; reply 204, more: bytes
 * HEAD DATA TEXT END are numbered from 0 by n; the bytes are the body, as they are
 * HEAD           = status, headers      END = code, reason (of a WebSocket; the reason is the body)
 * MORE           = more: bytes          ABORT = status; the sentence is the body
 * address        = lane#slot#id
 * </pre>
 */
final class Wire {
  private static final String ADDRESS = "sennit-stream";
  private static final String TO = "to";
  private static final String NUMBER = "n";
  private static final String STATUS = "status";
  private static final String CODE = "code";
  private static final String MORE = "more";

  /** A desk answers at once, so this is how long a node may stand still. */
  private static final long PATIENCE_MILLIS = 15_000;

  private static final Reply UNDERSTOOD = Reply.noContent();

  private Wire() {}

  static Call opening(Call call, Peer opener) {
    Envelope envelope = call.envelope();
    return new Call(
        call.operation(), call.params(), call.body(), envelope.with(ADDRESS, address(opener)));
  }

  static Peer opener(Call opening) {
    Peer opener = peer(opening.headers());
    if (opener == null) {
      throw Problem.of(
          Kind.MALFORMED,
          opening.operation() + " takes a stream: call it over HTTP, or through a Desk.");
    }
    return opener;
  }

  /** The opening call as its operation sees it when it runs. */
  static Call started(Call opening, Deadline deadline, Cancellation cancellation) {
    Envelope envelope = opening.envelope();
    return new Call(
        opening.operation(),
        opening.params(),
        opening.body(),
        new Envelope(
            deadline, envelope.identity(), envelope.trace(), envelope.headers(), cancellation));
  }

  static Reply taken(Peer host) {
    return UNDERSTOOD.with(ADDRESS, address(host));
  }

  static Peer host(Reply reply) {
    Peer host = peer(reply.headers());
    if (host == null) {
      throw Problem.of(
          Kind.BROKEN_PROTOCOL, "The service was to open a stream and answered without one.");
    }
    return host;
  }

  private static String address(Peer peer) {
    return peer.desk().lane() + "#" + peer.desk().slot() + "#" + peer.id();
  }

  private static @Nullable Peer peer(Pairs headers) {
    String text = headers.get(ADDRESS);
    if (text == null) {
      return null;
    }
    String[] parts = text.split("#", -1);
    if (parts.length != 3) {
      throw Problem.of(Kind.BROKEN_PROTOCOL, "'" + text + "' is not the address of a stream.");
    }
    Endpoint desk = new Endpoint(Links.nodeOf(parts[0]), parts[0], (int) number(parts[1], ADDRESS));
    return new Peer(desk, parts[2]);
  }

  static Call word(Word word, Trace trace, Message message) {
    Envelope envelope = new Envelope(
        Deadline.afterMillis(PATIENCE_MILLIS),
        Identity.ANONYMOUS,
        trace,
        message.headers(),
        Cancellation.NONE);
    return new Call(word.operation(), message.params(), Body.of(message.bytes()), envelope);
  }

  /** What a word says. */
  record Message(Pairs params, Pairs headers, Buffer bytes) {
    private static final Buffer NOTHING = Buffer.buffer(0);

    static Message to(String id) {
      return new Message(Pairs.of(TO, id), Pairs.EMPTY, NOTHING);
    }

    static Message numbered(String id, long number, Buffer bytes) {
      return new Message(Pairs.of(TO, id, NUMBER, Long.toString(number)), Pairs.EMPTY, bytes);
    }

    static Message head(String id, long number, Reply head) {
      return new Message(
          Pairs.of(TO, id, NUMBER, Long.toString(number), STATUS, Integer.toString(head.status())),
          head.headers(),
          NOTHING);
    }

    static Message end(String id, long number, Close close) {
      return new Message(
          Pairs.of(TO, id, NUMBER, Long.toString(number), CODE, Integer.toString(close.code())),
          Pairs.EMPTY,
          Buffer.buffer(close.reason()));
    }

    static Message more(String id, long bytes) {
      return new Message(Pairs.of(TO, id, MORE, Long.toString(bytes)), Pairs.EMPTY, NOTHING);
    }

    static Message abort(String id, Problem why) {
      return new Message(
          Pairs.of(TO, id, STATUS, Integer.toString(why.kind().status())),
          Pairs.EMPTY,
          Buffer.buffer(why.detail()));
    }
  }

  static String to(Call call) {
    String id = call.params().get(TO);
    return id == null ? "" : id;
  }

  static long number(Call call) {
    return number(call.params().get(NUMBER), NUMBER);
  }

  static Reply head(Call call) {
    return new Reply((int) number(call.params().get(STATUS), STATUS), call.headers(), Body.EMPTY);
  }

  static Close close(Call call) {
    return new Close(
        (int) number(call.params().get(CODE), CODE), call.body().bytes().toString());
  }

  static Problem problem(Call call) {
    Kind kind = Kind.ofStatus((int) number(call.params().get(STATUS), STATUS));
    return Problem.restored(kind, call.body().bytes().toString(), List.of(), true, null);
  }

  static long more(Call call) {
    return number(call.params().get(MORE), MORE);
  }

  static Reply understood(long more) {
    return more == 0 ? UNDERSTOOD : UNDERSTOOD.with(MORE, Long.toString(more));
  }

  static long more(Reply understood) {
    String more = understood.headers().get(MORE);
    return more == null ? 0 : number(more, MORE);
  }

  private static long number(@Nullable String text, String what) {
    try {
      return Long.parseLong(String.valueOf(text));
    } catch (NumberFormatException notOne) {
      throw Problem.of(
          Kind.BROKEN_PROTOCOL, "'" + text + "' is not a number for " + what + " of a stream.");
    }
  }
}
