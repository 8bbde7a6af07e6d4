package io.sennit.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Questions to a database by JDBC, for tests that are not about the store's own client. */
final class Sql {
  private Sql() {}

  static String ask(EmbeddedPostgres postgres, String query) throws SQLException {
    return ask(postgres, password(postgres), query);
  }

  static String ask(EmbeddedPostgres postgres, String password, String query) throws SQLException {
    try (Connection connection = connect(postgres, password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres, password(postgres));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String password(EmbeddedPostgres postgres) {
    String user = java.net.URI.create(postgres.uri()).getUserInfo();
    return user.substring(user.indexOf(':') + 1);
  }

  private static Connection connect(EmbeddedPostgres postgres, String password)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/sennit", "postgres", password);
  }
}
