package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSchemaTest {
  @Test
  void derivesOnePasswordPerServiceAndAddress() {
    DatabaseUri uri = DatabaseUri.parse("postgresql://shop:s3cret@db.example/orders");
    DatabaseUri other = DatabaseUri.parse("postgresql://shop:changed@db.example/orders");
    ServiceSchema orders = new ServiceSchema("orders");
    // Nodes of two versions must agree on it: HMAC-SHA256("s3cret", "sennit role orders").
    assertThat(orders.password(uri)).isEqualTo("WvnT-whk5SE7BfeDFehYsCMfEeQIMMfwXVrFaOJI53w");
    assertThat(orders.password(other)).isNotEqualTo(orders.password(uri));
    assertThat(new ServiceSchema("users").password(uri)).isNotEqualTo(orders.password(uri));
    assertThat(orders.role()).isEqualTo("sennit_orders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Orders",
        "1st",
        "a-b",
        "a b",
        "a\"b",
        "pg_catalog",
        "public",
        "information_schema"
      })
  void refusesNamesThatCannotBePartOfStatements(String name) {
    assertThatThrownBy(() -> new ServiceSchema(name))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cannot name a schema");
  }

  @Test
  void saltsEachVerifierAnew() {
    String verifier = ScramVerifier.of("secret");
    assertThat(verifier)
        .matches("SCRAM-SHA-256\\$4096:[A-Za-z0-9+/=]{24}\\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}");
    assertThat(ScramVerifier.of("secret")).isNotEqualTo(verifier);
  }
}
