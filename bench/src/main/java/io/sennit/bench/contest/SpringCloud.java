package io.sennit.bench.contest;

import io.sennit.bench.site.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spring Cloud Gateway with the filters of its documentation: tokens, a limit, a breaker,
 * repetition; with metrics and an access log.
 */
public final class SpringCloud {
  private static final Pattern VERSION =
      Pattern.compile("<spring-cloud.version>(.+)</spring-cloud.version>");

  private SpringCloud() {}

  /** In front of a service that is left running when this ends. */
  public static Contestant start(Path folder, Upstream upstream) throws Exception {
    Path sources = Sources.of("spring");
    Path pom = sources.resolve("pom.xml");
    Path jar = sources.resolve("target/spring-peer.jar");
    Sources.build(sources, jar, "mvn", "-q", "-B", "-f", pom.toString(), "clean", "package");
    int port = Ports.free();
    ProcessBuilder builder = new ProcessBuilder(List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Dreactor.netty.http.server.accessLogEnabled=true",
            "-jar",
            jar.toString()))
        .directory(folder.toFile());
    builder
        .environment()
        .putAll(Map.of(
            "PEER_SECRET",
            Voucher.SECRET,
            "UPSTREAM",
            "http://127.0.0.1:" + upstream.port(),
            "SERVER_PORT",
            Integer.toString(port)));
    Served process = Served.start(builder, port, folder.resolve("log")).awaitPort();
    return new Proxy("spring cloud", "gateway", process, port, upstream, version(pom));
  }

  private static String version(Path pom) throws IOException {
    Matcher found = VERSION.matcher(Files.readString(pom));
    return (found.find() ? found.group(1) : "unknown") + ", Java " + Runtime.version();
  }
}
