package io.sennit.users;

import static io.sennit.users.Node.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.token.Jwk;
import io.sennit.mesh.token.Jws;
import io.sennit.mesh.token.SignatureAlgorithm;
import io.sennit.testkit.Wait;
import io.sennit.users.UsersService.Terms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What services outside of the mesh are told of who asks. */
class VouchTest {
  @TempDir
  static Path folder;

  static Server server;
  static Node node;

  @BeforeAll
  static void start() {
    server = Server.in(folder);
    node = new Node(server, Terms.USUAL);
  }

  @AfterAll
  static void stop() {
    node.close();
    server.close();
  }

  private static String token(String service, String... roles) {
    return Objects.requireNonNull(
        Wait.forResult(node.vouching().token(new Identity("who-asks", List.of(roles)), service)));
  }

  @Test
  void everybodyCanVerifyThemWithThePublishedKeys() {
    Jws token = Objects.requireNonNull(Jws.read(token("billing", "customer"), 4_096));

    Jwk key = Jwk.set(json(node.get("/.well-known/jwks.json", null))).stream()
        .filter(one -> one.kid().equals(token.kid()))
        .findFirst()
        .orElseThrow();
    assertThat(token.isSignedBy(key.key(), SignatureAlgorithm.EDDSA)).isTrue();
    JsonObject claims = Objects.requireNonNull(token.claims());
    assertThat(claims.getString("iss")).isEqualTo("sennit");
    assertThat(claims.getString("aud")).isEqualTo("billing");
    assertThat(claims.getString("sub")).isEqualTo("who-asks");
    assertThat(claims.getJsonArray("roles")).containsExactly("customer");
    assertThat(claims.getString("jti")).isNotBlank();
    assertThat(Instant.ofEpochSecond(claims.getLong("exp")))
        .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(61));
  }

  @Test
  void theyAreNoTokensForTheShopItself() {
    assertThat(
            node.get("/user/" + node.person().id(), token("billing", "admin")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void nobodyIsVouchedForToTheShopOrAsTheMesh() {
    assertThatThrownBy(() -> token("sennit", "admin"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("POST /login");
    assertThatThrownBy(() -> node.inside(
            "users.vouch",
            new JsonObject()
                .put("service", "billing")
                .put("subject", "x")
                .put("roles", JsonArray.of("sennit:operator"))))
        .isInstanceOf(Problem.class);
  }

  @Test
  void nobodyOutsideCanHaveOneSigned() {
    JsonObject input = new JsonObject()
        .put("service", "billing")
        .put("subject", "x")
        .put("roles", new JsonArray());
    String admin = "Bearer " + node.admin().token();

    assertThatThrownBy(() -> node.bus("users.vouch", input, "authorization", admin))
        .as("there is no such address")
        .hasMessageContaining("No handlers");
  }
}
