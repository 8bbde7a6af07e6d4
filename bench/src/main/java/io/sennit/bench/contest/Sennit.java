package io.sennit.bench.contest;

import io.sennit.bench.http.Target;
import io.sennit.bench.site.Folder;
import io.sennit.bench.site.Site;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A gateway, and the services in another process. Nothing is switched off; only the limit of a
 * single user is raised, since one asks for everybody.
 */
public final class Sennit implements Contestant {
  private static final JsonObject RULES = new JsonObject("""
      {"routes": {"*": {"rates": {"user": "1000000/s"}}}}
      """);

  private final Site site;
  private final Target target;
  private final String version;

  private Sennit(Site site, Target target, String version) {
    this.site = site;
    this.target = target;
    this.version = version;
  }

  public static Sennit start(Path folder, List<String> command, String javaOptions)
      throws Exception {
    Site site = new Site(new Site.Layout(
        command,
        javaOptions,
        1,
        1,
        Folder.kept(folder),
        List.of("users", "clock"),
        List.of("--gateway", rules(folder).toString())));
    try {
      site.startDatabase();
      site.startNodes();
      URI gateway = site.gateways().get(0);
      Target target = new Target(gateway.resolve("/time"), Login.at(gateway));
      return new Sennit(site, target, version(command));
    } catch (Exception broken) {
      site.close();
      throw broken;
    }
  }

  /** The file of what differs from the defaults. */
  static Path rules(Path folder) throws Exception {
    return Files.writeString(folder.resolve("gateway.json"), RULES.encode());
  }

  static String version(List<String> command) throws Missing, IOException, InterruptedException {
    return Programs.said(command.get(0), "--version") + ", Java " + Runtime.version();
  }

  @Override
  public String name() {
    return "sennit";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public List<Part> parts() {
    return List.of(
        part("gateway", "gateway-1"),
        part("service", "services-1"),
        part(Site.DATABASE, Site.DATABASE));
  }

  private Part part(String name, String process) {
    return new Part(name, Objects.requireNonNull(site.processes().get(process)));
  }

  @Override
  public void close() {
    site.close();
  }
}
