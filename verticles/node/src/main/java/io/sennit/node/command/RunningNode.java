package io.sennit.node.command;

import io.sennit.mesh.directory.NodeDescription;
import io.sennit.mesh.settings.NodeSettings;
import io.sennit.node.life.Node;
import io.sennit.node.life.NodeStart;
import io.sennit.node.life.ReadyFile;
import io.sennit.node.life.StartFailure;
import io.sennit.node.log.Logging;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs a node in this process from start to stop, and tells its user where it is. */
final class RunningNode {
  private RunningNode() {}

  static int run(NodeSettings settings, NodeStart.Mode mode, PrintWriter out)
      throws StartFailure, InterruptedException, IOException {
    Logging.configure(settings.operation().logFormat());
    NodeStart start = new NodeStart(settings, mode);
    StopSignals signals = StopSignals.install(start::stopDatabaseAtOnce);
    if (settings.operation().stopWith() != null) {
      signals.withoutInterrupt();
    }
    signals.onStop(() -> {
      Logging.silence();
      start.abort();
      Runtime.getRuntime().halt(0);
    });
    Node node;
    try {
      node = start.run();
    } catch (StartFailure failure) {
      // A start that is taken back on demand fails somewhere; that is no news.
      signals.yieldToStop();
      throw failure;
    }
    signals.onStop(node::stop);
    Path readyFile = settings.operation().readyFile();
    try {
      tell(node, readyFile, out);
      // The output of a node that belongs to another process is a log, where no secret belongs.
      if (settings.operation().stopWith() == null) {
        Banner.notices(out, start.notices());
      }
    } catch (StartFailure failure) {
      node.stop();
      node.awaitStop();
      throw failure;
    }
    node.awaitStop();
    // The drain has removed it already, unless a signal came before it was written.
    ReadyFile.forget(readyFile);
    return 0;
  }

  private static void tell(Node node, @Nullable Path readyFile, PrintWriter out)
      throws StartFailure {
    long millis = ProcessAge.now().toMillis();
    if (readyFile != null) {
      ReadyFile.write(readyFile, ready(node.description(), millis));
    }
    Banner.print(out, node.description(), millis);
  }

  private static JsonObject ready(NodeDescription node, long millis) {
    JsonObject addresses = node.addresses();
    JsonObject ready = new JsonObject()
        .put("node", node.name())
        .put("pid", node.pid())
        .put("http", addresses.getString("http"))
        .put("admin", addresses.getString("admin"))
        .put("registry", addresses.getString("registry"))
        .put("cluster", addresses.getString("cluster"))
        .put("bus", addresses.getString("bus"))
        .put("startedInMillis", millis);
    String redirect = addresses.getString("redirect");
    return redirect == null ? ready : ready.put("redirect", redirect);
  }
}
