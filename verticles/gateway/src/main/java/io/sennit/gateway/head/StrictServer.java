package io.sennit.gateway.head;

import io.netty.channel.ChannelPipeline;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.net.impl.NetServerInternal;
import java.util.Set;

/**
 * A server for TCP beneath one for HTTP, which has heads read strictly.
 *
 * <p>Vert.x has no place for a handler of one's own before the first request of a connection; its
 * servers for TCP have one for those that extend them. This is the only class that knows it.
 */
public final class StrictServer {
  /** How many header fields a request may have. */
  static final int MOST_FIELDS = 100;

  private StrictServer() {}

  /** What is said to a request whose fields are too many or too long. */
  public static Problem tooManyFields(int longest) {
    return Problem.of(
        Kind.HEADERS_TOO_LARGE,
        "There may be " + MOST_FIELDS + " header fields at most, of " + longest
            + " bytes together.");
  }

  /**
   * Makes one that does not listen yet.
   *
   * @param http what the server for HTTP is told, bounds of lines and fields among it
   */
  public static NetServerInternal beneath(
      HttpServerOptions http, Set<Guard> guards, VertxInternal vertx, NetServerOptions options) {
    return new NetServerImpl(vertx, options.copy()) {
      @Override
      protected void initChannel(ChannelPipeline pipeline, boolean ssl) {
        pipeline.addLast("opening", new Opening(http, guards));
        super.initChannel(pipeline, ssl);
      }
    };
  }
}
