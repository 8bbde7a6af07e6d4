package io.sennit.gateway.describe;

import io.sennit.gateway.respond.ContentTags;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;

/** Something to be read, with all that goes with it. */
final class Page {
  /** The viewer draws with styles of its own making; it loads nothing from elsewhere. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

  private Page() {}

  /** @param freshness how long it may be kept, as Cache-Control has it */
  static Reply of(String type, String freshness, Buffer content) {
    return new Reply(
        200,
        Pairs.of(
            "content-type", type,
            "cache-control", freshness,
            "etag", ContentTags.tag(content),
            "content-security-policy", POLICY),
        Body.of(content));
  }

  static Buffer resource(String name) throws IOException {
    try (InputStream stream = Page.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(name + " is missing in this build");
      }
      return Buffer.buffer(stream.readAllBytes());
    }
  }
}
