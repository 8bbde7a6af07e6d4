package io.sennit.gateway.describe;

import io.sennit.gateway.route.Announced;
import io.sennit.gateway.route.OwnRoute;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The document and the pages of its viewer; each is made when somebody wants it, and kept. */
public final class Descriptions {
  private static final String VIEWER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
  private static final String A_DAY = "public, max-age=86400";
  private static final String ASK_AGAIN = "no-cache";

  /** Where the files of the viewer are, and what they are. */
  private static final Map<String, File> FILES = Map.of(
      "start.js", new File("start.js", "text/javascript; charset=utf-8"),
      "viewer.js", new File(VIEWER + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
      "viewer.css", new File(VIEWER + "swagger-ui.css", "text/css; charset=utf-8"));

  private final Vertx vertx;
  private final GatewayRules rules;
  private final Directory directory;
  private final List<OwnRoute> others;
  private final Map<String, Future<Reply>> pages = new ConcurrentHashMap<>();
  private volatile @Nullable Future<Reply> document;

  private record File(String resource, String type) {}

  private Descriptions(
      Vertx vertx, GatewayRules rules, Directory directory, List<OwnRoute> others) {
    this.vertx = vertx;
    this.rules = rules;
    this.directory = directory;
    this.others = List.copyOf(others);
  }

  /**
   * Follows the directory.
   *
   * @param others what the gateway offers itself besides these pages
   */
  public static Descriptions of(
      Vertx vertx, GatewayRules rules, Directory directory, List<OwnRoute> others) {
    Descriptions descriptions = new Descriptions(vertx, rules, directory, others);
    directory.onChange(descriptions::forgetDocument);
    return descriptions;
  }

  private void forgetDocument() {
    document = null;
  }

  /** Which requests go there; none if the rules do not want it shown. */
  public List<OwnRoute> routes() {
    return rules.api().shown()
        ? List.of(
            route("openapi", "/openapi.json", visit -> document()),
            route("docs", "/docs", visit -> page()),
            route("docs", "/docs/{file}", visit -> file(visit.values().get(0))))
        : List.of();
  }

  private OwnRoute route(String name, String path, Endpoint endpoint) {
    OperationDescription operation = new OperationDescription(
        name, new Route("GET", path), Access.ANYONE, new JsonObject(), Repeatable.ALWAYS);
    return OwnRoute.of("gateway", operation, rules, endpoint);
  }

  private Future<Reply> document() {
    Future<Reply> known = document;
    if (known == null) {
      // A change from now on forgets this one again, since it is there before it is read.
      known = made(() -> Page.of(
          "application/json",
          ASK_AGAIN,
          OpenApi.of(Announced.all(directory.services(), others), rules).toBuffer()));
      document = known;
    }
    return known;
  }

  private Future<Reply> page() {
    return pages.computeIfAbsent(
        "",
        none ->
            made(() -> Page.of("text/html; charset=utf-8", ASK_AGAIN, Page.resource("docs.html"))));
  }

  private Future<Reply> file(String name) {
    File file = FILES.get(name);
    return file == null
        ? Future.failedFuture(Problem.of(Kind.NOT_FOUND, "There is no such page."))
        : pages.computeIfAbsent(name, n -> made(() -> Page.of(file.type(), A_DAY, content(file))));
  }

  private static Buffer content(File file) throws java.io.IOException {
    return Page.resource(file.resource());
  }

  /** Files and large documents are none of the event loops' business. */
  private Future<Reply> made(Callable<Reply> making) {
    return vertx.executeBlocking(making, false);
  }
}
