package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What runs. */
@Command(
    name = "ps",
    description = "Nodes and service instances: state, version, load, breaker, uptime.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class PsCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    AdminClient node = AdminOptions.client(spec.commandLine().getParseResult());
    JsonObject nodes = node.get("/admin/nodes");
    JsonObject services = node.get("/admin/services");
    PrintWriter out = spec.commandLine().getOut();
    if (AdminOptions.json(spec.commandLine().getParseResult())) {
      out.println(new JsonObject()
          .put("nodes", nodes.getJsonArray("items"))
          .put("services", services.getJsonArray("items"))
          .encode());
      out.flush();
      return 0;
    }
    nodes(nodes).print(out);
    out.println();
    instances(services).print(out);
    out.println();
    callers(services).print(out);
    return 0;
  }

  private static Table nodes(JsonObject nodes) {
    Table table =
        new Table("NODE", "STATE", "VERSION", "UPTIME", "PID", "HTTP", "ADMIN", "CLUSTER");
    items(nodes, "items").forEach(node -> {
      JsonObject addresses = node.getJsonObject("addresses");
      table.row(
          node.getString("name"),
          Boolean.TRUE.equals(node.getBoolean("answers")) ? node.getString("state") : "SILENT",
          node.getString("version"),
          since(node.getString("startedAt")),
          String.valueOf(node.getLong("pid")),
          addresses.getString("http"),
          addresses.getString("admin"),
          addresses.getString("cluster"));
    });
    return table;
  }

  private static Table instances(JsonObject services) {
    Table table =
        new Table("SERVICE", "NODE", "STATE", "VERSION", "IN HAND", "SERVED", "BREAKER", "UPTIME");
    items(services, "items").forEach(service -> {
      if (service.getJsonArray("instances").isEmpty()) {
        table.row(
            service.getString("name"),
            "-",
            "DOWN",
            service.getString("version"),
            "-",
            "-",
            "-",
            "-");
      }
      items(service, "instances")
          .forEach(instance -> table.row(
              service.getString("name"),
              instance.getString("node"),
              instance.getString("state"),
              instance.getString("version"),
              text(instance.getValue("inHand")),
              text(instance.getValue("served")),
              instance.getString("breaker"),
              since(instance.getString("startedAt"))));
    });
    return table;
  }

  private static Table callers(JsonObject services) {
    Table table = new Table("CALLER", "CALLS", "WAITING", "REPEATED", "MAY REPEAT", "PANICS");
    items(services, "items")
        .forEach(service -> items(service, "callers")
            .forEach(caller -> table.row(
                caller.getString("caller"),
                service.getString("name"),
                text(caller.getValue("waiting")),
                text(caller.getValue("repetitions")),
                text(caller.getValue("repetitionsLeft")),
                Boolean.TRUE.equals(caller.getBoolean("panics")) ? "yes" : "no")));
    return table;
  }

  private static Stream<JsonObject> items(JsonObject list, String name) {
    return list.getJsonArray(name).stream().map(JsonObject.class::cast);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable String since(@Nullable String instant) {
    if (instant == null) {
      return null;
    }
    return Age.of(Duration.between(Instant.parse(instant), Instant.now()));
  }
}
