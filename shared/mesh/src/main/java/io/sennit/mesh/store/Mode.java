package io.sennit.mesh.store;

/** What a piece of work may do in the database. */
enum Mode {
  WRITING("BEGIN READ WRITE"),
  /** All statements see the same moment. */
  READING("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
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
   * Begins in one message, which is as quick as BEGIN alone. The server itself ends statements that
   * take longer, when this node could not.
   */
  String begin(long millis) {
    return sql + "; SET LOCAL statement_timeout = " + millis;
  }
}
