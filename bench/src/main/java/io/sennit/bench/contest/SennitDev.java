package io.sennit.bench.contest;

import io.sennit.bench.http.Target;
import io.sennit.bench.site.Ports;
import io.sennit.bench.site.Site;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The whole shop with its gateway in one process, as developers run it. */
public final class SennitDev implements Contestant {
  private final Served process;
  private final Target target;
  private final String version;

  private SennitDev(Served process, Target target, String version) {
    this.process = process;
    this.target = target;
    this.version = version;
  }

  public static SennitDev start(Path folder, List<String> sennit, String javaOptions)
      throws Exception {
    int port = Ports.free();
    List<String> command = new ArrayList<>(sennit);
    command.addAll(List.of("dev", "--http-port", Integer.toString(port), "--admin-port", "0"));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    command.addAll(List.of("--gateway", Sennit.rules(folder).toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SENNIT_"));
    builder.environment().put("SENNIT_ADMIN_PASSWORD", Site.PASSWORD);
    builder.environment().put("SENNIT_JAVA_OPTIONS", javaOptions);
    Served process = Served.start(builder, port, folder.resolve("log")).awaitPort();
    try {
      URI gateway = URI.create("http://127.0.0.1:" + port);
      Target target = new Target(gateway.resolve("/time"), Login.at(gateway));
      return new SennitDev(process, target, Sennit.version(sennit));
    } catch (Exception broken) {
      process.close();
      throw broken;
    }
  }

  @Override
  public String name() {
    return "sennit dev";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Target target() {
    return target;
  }

  /** The server of PostgreSQL is its child, and counts with it. */
  @Override
  public List<Part> parts() {
    return List.of(new Part("all", process.handle()));
  }

  @Override
  public void close() {
    process.close();
  }
}
