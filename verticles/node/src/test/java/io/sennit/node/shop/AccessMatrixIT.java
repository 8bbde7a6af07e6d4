package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sennit.cluster.Cluster;
import io.sennit.gateway.auth.ApiKey;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.directory.ServiceDescription;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.OperationId;
import io.sennit.node.Eventually;
import io.sennit.node.Launcher;
import io.sennit.node.SennitProcess;
import io.sennit.node.shop.AccessMatrix.People;
import io.sennit.node.shop.Visitor.Shown;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may what, of all that the running shop announces: the same for every operation, over HTTP and
 * at plain addresses. It is asked from outside, by a member of the cluster that hosts nothing.
 */
class AccessMatrixIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final SecureRandom CHANCE = new SecureRandom();
  private static final String KEY = ApiKey.make(CHANCE);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = Launcher.ofHardWork(() -> folder);

  private static final Map<String, Caller> owners = new HashMap<>();
  private static final Set<String> buyers = new HashSet<>();
  private static final List<Visitor> visitors = new ArrayList<>();

  private static HttpServer provider;
  private static Mint providers;
  private static Cluster cluster;
  private static Mesh mesh;
  private static Shop shop;
  private static People people;
  private static List<Way> ways;

  /** What the shop has announced before anything else is hosted. */
  private static List<ServiceDescription> announced;

  @BeforeAll
  static void open() throws Exception {
    providers = Mint.ofOwn("of the provider");
    provider = provide(providers.published());
    Town town = Town.of(sennit, 2);
    SennitProcess node = town.start("all", "--gateway", rules().toString());
    shop = town.open(node);
    cluster = await(Cluster.join(town.outsider()));
    mesh = await(Mesh.start(cluster.vertx(), MeshOptions.named("outsider")));
    Eventually.within(
        SOON,
        () -> assertThat(mesh.directory().services())
            .extracting(ServiceEntry::name)
            .contains("users", "products", "orders", "payments", "time", "date"));
    announced =
        mesh.directory().services().stream().map(ServiceEntry::description).toList();
    ways = List.of(new WayByHttp(shop), new WayByBus(cluster.vertx()));
    people = new People(owners, buyers, shop.customer(10_000), () -> shop.customer(1_000));
    invite(shopMint(town.database()));
  }

  @AfterAll
  static void close() throws Exception {
    await(mesh.drain().eventually(mesh::close));
    await(cluster.vertx().close());
    provider.stop(0);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  private static HttpServer provide(JsonArray keys) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    byte[] set = new JsonObject().put("keys", keys).encode().getBytes(StandardCharsets.UTF_8);
    server.createContext("/keys", exchange -> {
      exchange.sendResponseHeaders(200, set.length);
      exchange.getResponseBody().write(set);
      exchange.close();
    });
    server.start();
    return server;
  }

  private static String issuer() {
    return "http://127.0.0.1:" + provider.getAddress().getPort();
  }

  private static Path rules() throws IOException {
    JsonObject openId = new JsonObject()
        .put("issuer", issuer())
        .put("jwks", issuer() + "/keys")
        .put("audience", "shop")
        .put("algorithms", JsonArray.of("EdDSA"))
        .put("roles", "groups")
        .put("roleMap", new JsonObject().put("staff", "admin"))
        .put("subjectPrefix", "acme");
    JsonObject key = new JsonObject().put("name", "machine").put("sha256", ApiKey.sha256(KEY));
    JsonObject rules =
        new JsonObject().put("openid", JsonArray.of(openId)).put("keys", JsonArray.of(key));
    return Files.writeString(folder.resolve("gateway.json"), rules.encode());
  }

  private static Mint shopMint(URI database) throws Exception {
    String[] user = database.getUserInfo().split(":", 2);
    String jdbc =
        "jdbc:postgresql://" + database.getAuthority().replaceFirst(".*@", "") + database.getPath();
    return Mint.ofShop(jdbc, user[0], user[1]);
  }

  private static void invite(Mint stolen) throws GeneralSecurityException {
    Visitor customer = customer();
    visitors.add(Visitor.nobody());
    visitors.add(customer);
    visitors.add(merchant());
    visitors.add(Visitor.user("admin", shop.admin(), null));
    inviteWithForgeries(customer.user(), stolen);
    inviteFromElsewhere();
  }

  private static Visitor customer() {
    Caller caller = owner(shop.customer(10_000));
    buyers.add(caller.id());
    return Visitor.user("customer", caller, AccessMatrixIT::customer);
  }

  private static Visitor merchant() {
    Caller caller = owner(shop.withRoles(shop.admin(), shop.registered(), "merchant"));
    return Visitor.user("merchant", caller, AccessMatrixIT::merchant);
  }

  private static Caller owner(Caller caller) {
    owners.put(caller.id(), caller);
    return caller;
  }

  private static void inviteWithForgeries(String user, Mint stolen)
      throws GeneralSecurityException {
    JsonObject claims = Mint.shopClaims(user, "admin");
    // Without this the forgeries would prove nothing: they differ from it in one thing each.
    Way.Got good = new WayByHttp(shop)
        .ask(
            Visitor.ofProvider("thief", stolen.sign(claims)),
            new OperationId("users", "read"),
            new Route("GET", "/user/{id}"),
            new JsonObject().put("id", people.victim().id()));
    assertThat(good.status()).as(good.text()).isEqualTo(200);
    long now = claims.getLong("iat");
    refused("expired", user, stolen.sign(claims.copy().put("nbf", now - 9).put("exp", now - 1)));
    refused("as an operator", user, stolen.sign(Mint.shopClaims(user, "admin", "sennit:operator")));
    refused("with another key", user, stolen.imitated().sign(claims));
    refused("for another service", user, stolen.sign(claims.copy().put("aud", "billing")));
    refused("of another issuer", user, providers.sign(Mint.claims("https://other", "shop", user)));
    refused(
        "of the provider for others", user, providers.sign(Mint.claims(issuer(), "bank", user)));
    refused("revoked", user, revoked());
  }

  private static void refused(String name, String user, String token) {
    visitors.add(Visitor.refused(name, user, token));
  }

  /** The token of somebody who has chosen another password since. */
  private static String revoked() {
    Caller somebody = shop.customer();
    String path = "/user/" + somebody.id();
    somebody.put(path, new JsonObject().put("password", Shop.PASSWORD + "!")).is(200);
    Eventually.within(SOON, () -> somebody.get(path).is(401));
    return somebody.token();
  }

  private static void inviteFromElsewhere() throws GeneralSecurityException {
    JsonObject claims = Mint.claims(issuer(), "shop", "0815");
    visitors.add(Visitor.ofProvider("the provider's", providers.sign(claims)));
    visitors.add(Visitor.ofProvider(
        "the provider's staff",
        providers.sign(claims.copy().put("groups", JsonArray.of("staff", "sennit:operator"))),
        "admin"));
    visitors.add(Visitor.machine("a machine", Shown.good("x-api-key", KEY)));
    visitors.add(
        Visitor.machine("a machine that guesses", Shown.bad("x-api-key", ApiKey.make(CHANCE))));
  }

  @Test
  void everyOperationIsForWhomItsRuleSaysAndForThoseItBelongsTo() {
    AccessMatrix matrix = new AccessMatrix(ways, visitors, Holdings.of(shop), people);

    List<String> findings = matrix.findings(announced);

    assertThat(findings).isEmpty();
    assertThat(matrix.cells()).as("so much was tried").isGreaterThan(1_000);
    assertThat(matrix.badTexts())
        .as("one text for tokens, and one for keys")
        .hasSize(2)
        .noneMatch(Objects::isNull);
  }

  @Test
  void aServiceThatIsCarelessIsFound() throws Exception {
    await(mesh.host(Careless::new, 1));
    ServiceDescription careless =
        Objects.requireNonNull(mesh.directory().find("careless")).description();
    Eventually.within(SOON, () -> shop.anybody().get("/diary").is(401));
    AccessMatrix matrix = new AccessMatrix(ways, visitors, Careless.WANTED, people);

    List<String> findings = matrix.findings(List.of(careless));

    assertThat(findings)
        .as("what anybody may do to anybody's")
        .anyMatch(finding -> finding.startsWith("HTTP: nobody asks careless.burn, somebody's: 200"))
        .anyMatch(finding -> finding.startsWith("the bus: nobody asks careless.burn"));
    assertThat(findings)
        .as("what whoever has logged in may do to anybody's")
        .anyMatch(finding -> finding.startsWith("HTTP: customer asks careless.leak, somebody's"))
        .anyMatch(finding -> finding.startsWith("HTTP: a machine asks careless.leak"))
        .noneMatch(finding -> finding.startsWith("HTTP: nobody asks careless.leak"));
    assertThat(findings)
        .as("who is refused without a reason")
        .anyMatch(finding -> finding.startsWith("HTTP: customer asks careless.names"));
    assertThat(findings)
        .contains(
            "careless.forgotten is announced with anyone, and nobody has said whose it is",
            "careless.gone has an owner and is announced by nobody");
    assertThat(findings)
        .as("what is as it should be")
        .noneMatch(finding -> finding.contains("careless.read"))
        .noneMatch(finding -> finding.contains("careless.audit"));
  }
}
