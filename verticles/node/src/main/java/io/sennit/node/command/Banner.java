package io.sennit.node.command;

import io.sennit.mesh.directory.NodeDescription;
import java.io.PrintWriter;
import java.util.List;

/** What a user reads when everything answers: the addresses, and how long it took. */
final class Banner {
  private Banner() {}

  static void print(PrintWriter out, NodeDescription node, long millis) {
    Table table = new Table("PART", "ADDRESS");
    node.addresses().forEach(address -> {
      if (address.getValue() != null) {
        table.row(address.getKey(), String.valueOf(address.getValue()));
      }
    });
    out.println("node " + node.name());
    table.print(out);
    ready(out, millis);
  }

  static void notices(PrintWriter out, List<String> notices) {
    notices.forEach(out::println);
    out.flush();
  }

  static void ready(PrintWriter out, long millis) {
    out.println("ready in " + millis + " ms");
    out.flush();
  }
}
