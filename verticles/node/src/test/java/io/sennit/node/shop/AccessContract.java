package io.sennit.node.shop;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may what. */
interface AccessContract extends Contract {

  /**
   * The owner is the customer whose account or order it is, the stranger is another customer;
   * merchant and administrator are nothing else.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      ROUTE                        | ANYBODY | STRANGER | OWNER | MERCHANT | ADMIN
      POST /user                   | 201     | 201      | 201   | 201      | 201
      POST /login                  | 200     | 200      | 200   | 200      | 200
      GET /user/{user}             | 401     | 404      | 200   | 404      | 200
      GET /user?user_id={user}     | 401     | 404      | 200   | 404      | 200
      PUT /user/{user}             | 401     | 404      | 200   | 404      | 200
      DELETE /user/{user}          | 401     | 404      | 204   | 404      | 204
      PUT /user/{user}/roles       | 401     | 403      | 403   | 403      | 200
      POST /product                | 401     | 403      | 403   | 201      | 201
      GET /product/{product}       | 200     | 200      | 200   | 200      | 200
      GET /product                 | 200     | 200      | 200   | 200      | 200
      PUT /product/{product}       | 401     | 403      | 403   | 200      | 200
      DELETE /product/{product}    | 401     | 403      | 403   | 204      | 204
      POST /order                  | 401     | 201      | 201   | 403      | 403
      GET /order/{order}           | 401     | 404      | 200   | 404      | 200
      GET /order                   | 401     | 200      | 200   | 200      | 200
      PUT /order/{order}           | 401     | 404      | 200   | 403      | 403
      DELETE /order/{order}        | 401     | 404      | 202   | 404      | 202
      GET /account                 | 401     | 200      | 200   | 200      | 200
      GET /account/{user}          | 401     | 404      | 200   | 404      | 200
      POST /account/{user}/deposit | 401     | 403      | 403   | 403      | 201
      GET /time                    | 200     | 200      | 200   | 200      | 200
      GET /date                    | 200     | 200      | 200   | 200      | 200
      """)
  default void everyRouteIsForWhomItSays(
      String text, int anybody, int stranger, int owner, int merchant, int admin) {
    Shop shop = shop();
    Route route = Route.of(text);
    Caller somebody = route.concernsSomebody() ? shop.customer(1_000) : shop.stranger();
    ask(route, shop.anybody(), somebody, somebody.id(), anybody);
    ask(route, shop.stranger(), somebody, somebody.id(), stranger);
    ask(route, shop.merchant(), somebody, somebody.id(), merchant);
    ask(route, somebody, somebody, somebody.id(), owner);
    // Somebody else, because somebody may be gone by now.
    String other = route.path().contains("{user}") ? shop.registered().id() : "";
    ask(route, shop.admin(), somebody, other, admin);
  }

  private void ask(Route route, Caller caller, Caller owner, String user, int status) {
    JsonObject body = route.takesABody() ? route.body(shop()) : new JsonObject();
    route.send(caller, route.path(shop(), owner, user), body).join().is(status);
  }
}
