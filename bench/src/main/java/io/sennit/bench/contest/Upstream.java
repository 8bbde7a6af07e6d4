package io.sennit.bench.contest;

import io.sennit.bench.site.Ports;
import java.io.Closeable;
import java.nio.file.Path;

/**
 * The service behind gateways that bring none: an nginx with the answer in memory, and so as little
 * of the whole as a service can be.
 */
public final class Upstream implements Closeable {
  private static final String CONFIGURATION = """
      daemon off;
      worker_processes 2;
      pid upstream.pid;
      events { worker_connections 4096; }
      http {
        access_log off;
        keepalive_requests 1000000000;
        default_type application/json;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        server {
          listen 127.0.0.1:%d backlog=4096;
          location = /time {
            return 200 '{"time":"2026-11-20 11:22:33","iso":"2026-11-20T11:22:33Z","zone":"UTC"}';
          }
        }
      }
      """;

  private final Served process;
  private final int port;

  private Upstream(Served process, int port) {
    this.process = process;
    this.port = port;
  }

  public static Upstream start(Path folder) throws Exception {
    int port = Ports.free();
    return new Upstream(Nginx.serve(folder, CONFIGURATION.formatted(port), port), port);
  }

  int port() {
    return port;
  }

  Part part() {
    return new Part("upstream", process.handle());
  }

  @Override
  public void close() {
    process.close();
  }
}
