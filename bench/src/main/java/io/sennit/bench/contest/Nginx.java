package io.sennit.bench.contest;

import io.sennit.bench.site.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * nginx as its operators set it up: kept connections on both sides, and an access log that is
 * written in blocks.
 */
public final class Nginx {
  private static final String PROGRAM = "nginx";
  private static final String CONFIGURATION = """
      daemon off;
      worker_processes 2;
      pid nginx.pid;
      events { worker_connections 4096; }
      http {
        access_log access.log combined buffer=64k flush=5s;
        keepalive_requests 1000000000;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        upstream time {
          server 127.0.0.1:%d;
          keepalive 256;
          keepalive_requests 1000000000;
        }
        server {
          listen 127.0.0.1:%d backlog=4096;
          location / {
            proxy_pass http://time;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
          }
        }
      }
      """;

  private Nginx() {}

  /** In front of a service that is left running when this ends. */
  public static Contestant start(Path folder, Upstream upstream) throws Exception {
    int port = Ports.free();
    Served process = serve(folder, CONFIGURATION.formatted(upstream.port(), port), port);
    return new Proxy(PROGRAM, PROGRAM, process, port, upstream, Programs.said(PROGRAM, "-v"));
  }

  /** Files with relative names are in the folder. */
  static Served serve(Path folder, String configuration, int port) throws Exception {
    Programs.require(PROGRAM);
    Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
    String errors = folder.resolve("error.log").toString();
    List<String> command =
        List.of(PROGRAM, "-e", errors, "-p", folder.toString(), "-c", file.toString());
    return Served.start(command, port, folder.resolve("log")).awaitPort();
  }
}
