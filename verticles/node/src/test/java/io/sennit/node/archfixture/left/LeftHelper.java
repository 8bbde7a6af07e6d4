package io.sennit.node.archfixture.left;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What nobody does. */
final class LeftHelper {
  private LeftHelper() {}

  static void doze() throws InterruptedException {
    Thread.sleep(1);
  }

  static void keep(Connection connection) throws SQLException {
    connection.commit();
  }

  static @Nullable String home() {
    String home = System.getenv("HOME");
    return home == null ? System.getProperty("user.home") : home;
  }
}
