package io.sennit.gateway.respond;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Gives answers without a tag one that is made of their content. */
public final class ContentTags implements CallHandler {
  private static final int OK = 200;
  private static final int MOST_BYTES = 256 * 1024;
  private static final int DIGEST_BYTES = 16;

  private final CallHandler mesh;

  public ContentTags(CallHandler mesh) {
    this.mesh = mesh;
  }

  @Override
  public Future<Reply> handle(Call call) {
    return mesh.handle(call).map(ContentTags::tagged);
  }

  private static Reply tagged(Reply reply) {
    Buffer content = reply.body().bytes();
    boolean wants = reply.status() == OK
        && content.length() > 0
        && content.length() <= MOST_BYTES
        && reply.headers().get("etag") == null;
    return wants ? reply.with("etag", tag(content)) : reply;
  }

  /** The same for the same content, wherever it is made. */
  public static String tag(Buffer content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
      return '"' + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
