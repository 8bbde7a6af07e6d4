package io.sennit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class PostgresVerticleTest {
  @Test
  void runsTheServerAsLongAsItIsDeployed(Vertx vertx, @TempDir Path data) throws Exception {
    PostgresVerticle verticle = new PostgresVerticle(TestPostgres.in(data));
    assertThatThrownBy(verticle::postgres).isInstanceOf(IllegalStateException.class);

    String deployment = vertx.deployVerticle(verticle).await();
    EmbeddedPostgres postgres = verticle.postgres();
    assertThat(Sql.ask(postgres, "select 1")).isEqualTo("1");

    vertx.undeploy(deployment).await();
    assertThat(ProcessHandle.of(postgres.pid())).isEmpty();
  }
}
