package io.sennit.orders;

import io.sennit.contracts.Line;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Schema;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What callers may send. */
final class Inputs {
  private static final int MOST_LINES = 100;
  private static final int MOST_PIECES = 10_000;
  private static final int LONGEST_PAGE = 100;

  private static final Schema ID = Schema.uuid();
  private static final Schema ITEMS = Schema.array(Schema.object()
          .required("productId", ID)
          .required("quantity", Schema.integer().range(1, MOST_PIECES)))
      .items(1, MOST_LINES)
      .described("Each product once.");

  static final Schema PLACE = Schema.object().required("items", ITEMS);
  static final Schema AMEND = Schema.object().required("id", ID).required("items", ITEMS);
  static final Schema ONE = Schema.object().required("id", ID);
  static final Schema LIST = Schema.object()
      .optional("status", Schema.oneOf("PENDING", "CONFIRMED", "REJECTED", "CANCELLED"))
      .optional("limit", Schema.integer().range(1, LONGEST_PAGE))
      .optional("after", ID);

  private Inputs() {}

  static List<Line> lines(JsonObject input) {
    List<Line> lines = Line.list(input.getJsonArray("items"));
    Set<String> products = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!products.add(lines.get(i).productId())) {
        throw Problem.invalid(
            "items." + i + ".productId", "is there twice; name each product once");
      }
    }
    return lines;
  }
}
