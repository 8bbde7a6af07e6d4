package io.sennit.bench.contest;

import io.sennit.bench.http.Target;
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
public final class SpringCloud implements Contestant {
  private static final Pattern VERSION =
      Pattern.compile("<spring-cloud.version>(.+)</spring-cloud.version>");

  private final Served process;
  private final int port;
  private final Upstream upstream;
  private final String version;

  private SpringCloud(Served process, int port, Upstream upstream, String version) {
    this.process = process;
    this.port = port;
    this.upstream = upstream;
    this.version = version;
  }

  /** In front of a service that is left running when this ends. */
  public static SpringCloud start(Path folder, Upstream upstream) throws Exception {
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
    return new SpringCloud(process, port, upstream, version(pom));
  }

  private static String version(Path pom) throws IOException {
    Matcher found = VERSION.matcher(Files.readString(pom));
    return (found.find() ? found.group(1) : "unknown") + ", Java " + Runtime.version();
  }

  @Override
  public String name() {
    return "spring cloud";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Target target() {
    return Target.local(port, Voucher.TOKEN);
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("gateway", process.handle()), upstream.part());
  }

  @Override
  public void close() {
    process.close();
  }
}
