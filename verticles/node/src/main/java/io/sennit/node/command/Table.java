package io.sennit.node.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of text in columns as wide as they need to be. */
final class Table {
  private static final String GAP = "  ";

  private final int[] widths;
  private List<List<String>> rows = new ArrayList<>();

  Table(String... titles) {
    widths = new int[titles.length];
    row(titles);
  }

  void row(@Nullable String... cells) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells[i] == null ? "-" : cells[i];
      row.add(cell);
      widths[i] = Math.max(widths[i], cell.length());
    }
    rows.add(row);
  }

  /** The rows since the last time: a table that goes on is printed piece by piece. */
  void print(PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i))
            .append(" ".repeat(widths[i] - row.get(i).length()))
            .append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
    rows = new ArrayList<>();
  }
}
