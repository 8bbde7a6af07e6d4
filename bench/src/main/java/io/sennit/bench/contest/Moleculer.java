package io.sennit.bench.contest;

import io.sennit.bench.http.Target;
import io.sennit.bench.site.Ports;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Moleculer: its API gateway with tokens and a limit, and a service in another process, with a
 * breaker and repetition.
 */
public final class Moleculer implements Contestant {
  private final Served gateway;
  private final Served service;
  private final int port;
  private final String version;

  private Moleculer(Served gateway, Served service, int port, String version) {
    this.gateway = gateway;
    this.service = service;
    this.port = port;
    this.version = version;
  }

  public static Moleculer start(Path folder) throws Exception {
    Path sources = Sources.of("moleculer");
    Path lock = sources.resolve("package-lock.json");
    Path made = sources.resolve("node_modules/.package-lock.json");
    Sources.build(
        sources, made, "npm", "ci", "--no-audit", "--no-fund", "--prefix", sources.toString());
    List<Integer> ports = Ports.free(3);
    Map<String, String> environment = Map.of(
        "PEER_SECRET", Voucher.SECRET,
        "HTTP_PORT", Integer.toString(ports.get(0)),
        "GATEWAY_PORT", Integer.toString(ports.get(1)),
        "SERVICE_PORT", Integer.toString(ports.get(2)));
    Served service = node(sources, "service", environment, ports.get(2), folder);
    try {
      Served gateway = node(sources, "gateway", environment, ports.get(0), folder);
      return new Moleculer(gateway, service, ports.get(0), version(lock));
    } catch (Exception broken) {
      service.close();
      throw broken;
    }
  }

  private static Served node(
      Path sources, String name, Map<String, String> environment, int port, Path folder)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("node", sources.resolve(name + ".js").toString());
    builder.environment().putAll(environment);
    builder.environment().put("NODE_ENV", "production");
    return Served.start(builder, port, folder.resolve(name + ".log")).awaitPort();
  }

  private static String version(Path lock) throws Exception {
    JsonObject packages = new JsonObject(Files.readString(lock)).getJsonObject("packages");
    return "moleculer " + packages.getJsonObject("node_modules/moleculer").getString("version")
        + ", moleculer-web "
        + packages.getJsonObject("node_modules/moleculer-web").getString("version")
        + ", Node " + Programs.said("node", "--version");
  }

  @Override
  public String name() {
    return "moleculer";
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
    return List.of(new Part("gateway", gateway.handle()), new Part("service", service.handle()));
  }

  @Override
  public void close() {
    gateway.close();
    service.close();
  }
}
