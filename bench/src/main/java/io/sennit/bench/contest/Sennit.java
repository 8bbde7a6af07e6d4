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
 * A gateway, and the services in another process. Only the limit of a single user is raised, since
 * one asks for everybody. Nothing is switched off, but where the cost of telemetry is looked for.
 */
public final class Sennit implements Contestant {
  private static final JsonObject RULES = new JsonObject("""
      {"routes": {"*": {"rates": {"user": "1000000/s"}}}}
      """);

  private static final JsonObject SILENT_RULES = new JsonObject("""
      {"routes": {"*": {"rates": {"user": "1000000/s"}, "traced": 0}},
       "traces": {"most": 0, "asked": 0},
       "log": {"enabled": false}}
      """);

  private final String name;
  private final Site site;
  private final Target target;
  private final String version;

  private Sennit(String name, Site site, Target target, String version) {
    this.name = name;
    this.site = site;
    this.target = target;
    this.version = version;
  }

  public static Sennit start(Path folder, List<String> command, String javaOptions)
      throws Exception {
    return start("sennit", folder, command, javaOptions, RULES, List.of());
  }

  /** One that measures, writes down and remembers nothing of what it does. */
  public static Sennit startSilent(Path folder, List<String> command, String javaOptions)
      throws Exception {
    return start(
        "sennit silent", folder, command, javaOptions, SILENT_RULES, List.of("--metrics=off"));
  }

  private static Sennit start(
      String name,
      Path folder,
      List<String> command,
      String javaOptions,
      JsonObject rules,
      List<String> options)
      throws Exception {
    Site site = new Site(new Site.Layout(
        command,
        javaOptions,
        1,
        1,
        Folder.kept(folder),
        List.of("users", "clock"),
        options,
        List.of("--gateway", written(rules, folder).toString())));
    try {
      site.startDatabase();
      site.startNodes();
      URI gateway = site.gateways().get(0);
      Target target = new Target(gateway.resolve("/time"), Login.at(gateway));
      return new Sennit(name, site, target, version(command));
    } catch (Exception broken) {
      site.close();
      throw broken;
    }
  }

  /** The file of what differs from the defaults. */
  static Path rules(Path folder) throws IOException {
    return written(RULES, folder);
  }

  private static Path written(JsonObject rules, Path folder) throws IOException {
    return Files.writeString(folder.resolve("gateway.json"), rules.encode());
  }

  static String version(List<String> command) throws Missing, IOException, InterruptedException {
    return Programs.said(command.get(0), "--version") + ", Java " + Runtime.version();
  }

  @Override
  public String name() {
    return name;
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
