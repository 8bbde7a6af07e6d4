package io.sennit.mesh.store;

/** What a piece of work may do in the database. */
enum Mode {
  WRITING("SET TRANSACTION READ WRITE"),
  /** All statements see the same moment. */
  READING("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"),
  /** One statement, which needs no transaction around it. */
  LOOKING("");

  private final String sql;

  Mode(String sql) {
    this.sql = sql;
  }

  boolean isTransaction() {
    return this != LOOKING;
  }

  /**
   * The second statement of the transaction: the server ends what is left behind when this node
   * could not.
   */
  String limitedTo(long millis) {
    return sql + "; SET LOCAL statement_timeout = " + millis;
  }
}
