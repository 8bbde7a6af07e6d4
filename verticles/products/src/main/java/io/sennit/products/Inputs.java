package io.sennit.products;

import io.sennit.mesh.service.Schema;

/** What the operations take. */
final class Inputs {
  /** Control characters are not for reading. */
  private static final String ONE_LINE = "[^\\u0000-\\u001f\\u007f]*[^\\u0000-\\u0020\\u007f]";

  /**
   * So that no order of as many pieces as one may have gets more expensive than a number can say.
   */
  private static final long MOST_MONEY = 1_000_000_000_000L;

  private static final long MOST_PIECES = 1_000_000_000;
  private static final int MOST_IDS = 100;
  private static final int LONGEST_PAGE = 200;

  private static final Schema SKU = line(64);
  private static final Schema NAME = line(200);
  private static final Schema DESCRIPTION = Schema.string().length(0, 4_000);
  private static final Schema PRICE = Schema.object()
      .required("amount", Schema.integer().range(0, MOST_MONEY))
      .required("currency", Schema.string().pattern("[A-Z]{3}"))
      .described("Whole minor units: 12999 EUR are 129.99 euros");
  private static final Schema STOCK = Schema.integer().range(0, MOST_PIECES);

  static final Schema ID = Schema.object().required("id", Schema.uuid());

  static final Schema CREATE = Schema.object()
      .required("sku", SKU)
      .required("name", NAME)
      .optional("description", DESCRIPTION)
      .required("price", PRICE)
      .required("stock", STOCK);

  static final Schema UPDATE = ID.optional("sku", SKU)
      .optional("name", NAME)
      .optional("description", DESCRIPTION)
      .optional("price", PRICE)
      .optional("stock", STOCK.described("So many pieces are there, besides those reserved"));

  static final Schema LIST = Schema.object()
      .optional("q", Schema.string().length(0, 100))
      .optional("limit", Schema.integer().range(1, LONGEST_PAGE))
      .optional("after", Schema.uuid());

  static final Schema MOVEMENTS = ID.optional("limit", Schema.integer().range(1, LONGEST_PAGE))
      .optional("after", Schema.integer().range(1, Long.MAX_VALUE));

  /** What is no id is one that nobody knows. */
  static final Schema PRICES = Schema.object()
      .required("ids", Schema.array(Schema.string().length(1, 64)).items(1, MOST_IDS));

  private Inputs() {}

  private static Schema line(int longest) {
    return Schema.string().length(1, longest).pattern(ONE_LINE + "[^\\u0000-\\u001f\\u007f]*");
  }
}
