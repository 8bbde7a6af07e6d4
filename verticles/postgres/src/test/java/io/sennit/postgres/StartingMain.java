package io.sennit.postgres;

import java.nio.file.Path;

/** A process that starts a server, says so, and does nothing until it is killed. */
final class StartingMain {
  private StartingMain() {}

  @SuppressWarnings("resource")
  public static void main(String[] arguments) throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(Path.of(arguments[0])));
    Sql.run(postgres, "create table kept as select 42 as answer");
    System.out.println("STARTED " + postgres.pid());
    Thread.currentThread().join();
  }
}
