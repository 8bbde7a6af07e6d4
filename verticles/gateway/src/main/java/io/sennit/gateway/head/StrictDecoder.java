package io.sennit.gateway.head;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 by the letter. Netty's decoder, which it extends, forgives what RFC 9112 lets a
 * server forgive: other white space in the request line, folded fields, other versions. Each of
 * these is a way to have a request read otherwise behind or before us.
 *
 * <p>After a head that was refused nothing more of its connection is read.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
  private final Set<Guard> guards;
  private final Framing framing;
  private boolean broken;
  private boolean inHead = true;
  private boolean lineSeen;
  private int wordEnd;
  private int fields;
  private int single;

  StrictDecoder(HttpServerOptions options, Set<Guard> guards) {
    super(options);
    this.guards = guards;
    this.framing = new Framing(guards);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    Problem problem = inHead ? lines(in) : null;
    if (problem != null) {
      HttpMessage nothing = createInvalidMessage();
      refuse(nothing, problem);
      out.add(nothing);
      in.skipBytes(in.readableBytes());
      return;
    }
    if (inHead && !lineSeen && isHalfALineEnd(in)) {
      return;
    }
    int before = out.size();
    super.decode(ctx, in, out);
    for (int i = before; i < out.size(); i++) {
      follow(out.get(i));
      if (broken) {
        // A head that is refused has no body either.
        out.subList(i + 1, out.size()).clear();
      }
    }
  }

  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    if (!broken) {
      super.decodeLast(ctx, in, out);
    }
  }

  private void follow(Object part) {
    if (part instanceof HttpRequest request) {
      inHead = false;
      lineSeen = false;
      examine(request);
    }
    if (part instanceof LastHttpContent last) {
      broken |= last.decoderResult().isFailure();
      inHead = true;
      fields = 0;
      single = 0;
    }
  }

  private void examine(HttpRequest request) {
    if (guards.contains(Guard.UPGRADE)
        && request.headers().contains(HttpHeaderNames.UPGRADE, "h2c", true)) {
      // RFC 9113 has given this up; a server that doesn't know it goes on with HTTP/1.1.
      request.headers().remove(HttpHeaderNames.UPGRADE);
    }
    if (request.decoderResult().isFailure()) {
      broken = true;
      return;
    }
    Problem problem = framing.problem(request);
    if (problem != null) {
      refuse(request, problem);
    }
  }

  private void refuse(HttpMessage message, Problem problem) {
    broken = true;
    message.setDecoderResult(DecoderResult.failure(problem));
  }

  /** What the decoder below would forget of the lines that it takes apart. */
  private @Nullable Problem lines(ByteBuf in) {
    if (!lineSeen && guards.contains(Guard.LINE) && !skipEmptyLines(in)) {
      return Refusals.malformed("The request must begin with its method.");
    }
    return guards.contains(Guard.FOLD) && hasIndentedLine(in)
        ? Refusals.malformed("No line of the head may begin with white space.")
        : null;
  }

  private boolean isHalfALineEnd(ByteBuf in) {
    return guards.contains(Guard.LINE)
        && in.readableBytes() == 1
        && in.getByte(in.readerIndex()) == HttpConstants.CR;
  }

  /** Some clients send one after a body. */
  private static boolean skipEmptyLines(ByteBuf in) {
    while (in.isReadable()) {
      byte first = in.getByte(in.readerIndex());
      if (first == HttpConstants.LF) {
        return false;
      }
      if (first != HttpConstants.CR || in.readableBytes() == 1) {
        return true;
      }
      if (in.getByte(in.readerIndex() + 1) != HttpConstants.LF) {
        return false;
      }
      in.skipBytes(2);
    }
    return true;
  }

  /** Looks no farther than the end of the head, as far as it is there. */
  private boolean hasIndentedLine(ByteBuf in) {
    boolean begun = lineSeen;
    int end = in.writerIndex();
    int at = in.readerIndex();
    while (at < end) {
      byte first = in.getByte(at);
      if (first == HttpConstants.SP || first == HttpConstants.HT) {
        return true;
      }
      int lineEnd = in.indexOf(at, end, HttpConstants.LF);
      boolean isEmpty = first == HttpConstants.CR || first == HttpConstants.LF;
      if (lineEnd < 0 || (begun && isEmpty)) {
        return false;
      }
      begun |= !isEmpty;
      at = lineEnd + 1;
    }
    return false;
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    lineSeen = true;
    wordEnd = length;
    if (start != 0) {
      return oneSpace(false, "");
    }
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    boolean follows = start == wordEnd + 1 && line[wordEnd] == HttpConstants.SP;
    wordEnd = start + length;
    return oneSpace(follows, super.splitSecondWordInitialLine(line, start, length));
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    boolean follows = start == wordEnd + 1 && line[wordEnd] == HttpConstants.SP;
    return oneSpace(follows, super.splitThirdWordInitialLine(line, start, length));
  }

  private String oneSpace(boolean follows, String word) {
    if (!follows && guards.contains(Guard.LINE)) {
      throw Refusals.malformed("The request line must have one space between its parts.");
    }
    return word;
  }

  @Override
  protected HttpMessage createMessage(String[] line) {
    if (guards.contains(Guard.VERSION)
        && !line[2].equals("HTTP/1.1")
        && !line[2].equals("HTTP/1.0")) {
      throw Refusals.malformed("The request line must end with HTTP/1.1 or HTTP/1.0.");
    }
    return super.createMessage(line);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    AsciiString name = super.splitHeaderName(line, start, length);
    if (guards == null) {
      // The constructor above asks for the names that it knows.
      return name;
    }
    if (!inHead && guards.contains(Guard.TRAILERS)) {
      throw Refusals.malformed("No field may follow the body.");
    }
    if (name.isEmpty() && guards.contains(Guard.NAMES)) {
      // That it is a token is seen to where it is put among the others.
      throw Refusals.malformed("A field must have a name.");
    }
    count(name);
    return name;
  }

  private void count(AsciiString name) {
    fields++;
    if (fields > StrictServer.MOST_FIELDS && guards.contains(Guard.COUNT)) {
      throw new TooLongHttpHeaderException("too many fields");
    }
    int bit = Single.bit(name);
    if ((single & bit) != 0 && guards.contains(Guard.ONCE)) {
      throw Refusals.twice(name);
    }
    single |= bit;
  }
}
