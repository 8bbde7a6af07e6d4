package com.example.greeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a mesh of one node. The tests share it and greet different people. */
class GreetingServiceTest {
  @TempDir
  static Path data;

  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Mesh mesh;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start(PostgresOptions.in(data));
    vertx = Vertx.vertx();
    DatabaseUri uri = DatabaseUri.parse(postgres.uri());
    Database database = Database.at(vertx, uri, StoreOptions.defaults());
    mesh = Mesh.start(vertx, MeshOptions.named("test").database(database))
        .compose(started -> started.host(GreetingService::new, 1).map(started))
        .await(30, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    postgres.close();
  }

  @Test
  void countsTheGreetingsOfEachName() throws Exception {
    greet("Ada");
    greet("Bob");

    assertThat(greet("Ada"))
        .isEqualTo(new JsonObject().put("greeting", "Hello, Ada!").put("times", 2));
  }

  @Test
  void looksUpWithoutCounting() throws Exception {
    greet("Grace");
    lookUp("Grace");

    assertThat(lookUp("Grace").getInteger("times")).isEqualTo(1);
  }

  @Test
  void saysWhatToDoAboutSomebodyNeverGreeted() {
    Problem problem = catchThrowableOfType(Problem.class, () -> lookUp("Eve"));

    assertThat(problem.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(problem.detail()).contains("Eve", "POST /greeting");
  }

  @Test
  void refusesAnEmptyName() {
    Problem problem = catchThrowableOfType(Problem.class, () -> greet(""));

    assertThat(problem.kind()).isEqualTo(Kind.INVALID);
    assertThat(problem.errors()).extracting(FieldError::field).containsExactly("name");
  }

  private static JsonObject greet(String name) throws Exception {
    return ask("greeting.greet", name);
  }

  private static JsonObject lookUp(String name) throws Exception {
    return ask("greeting.look-up", name);
  }

  private static JsonObject ask(String operation, String name) throws Exception {
    return mesh.client()
        .handle(Call.to(operation, new JsonObject().put("name", name)))
        .await(10, TimeUnit.SECONDS)
        .json();
  }
}
