package io.sennit.node.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Where people become known to the shop and log in. */
final class Entrance {
  private static final String ADMIN = "admin@sennit.local";
  private static final int UNAUTHENTICATED = 401;

  private final Shop shop;
  private final String run;
  private final String password;

  /**
   * For those who come in one run.
   *
   * @param run in the emails of all of them, so that each run has people of its own
   * @param password of all of them
   */
  Entrance(Shop shop, String run, String password) {
    this.shop = shop;
    this.run = run;
    this.password = password;
  }

  Person admin(String adminPassword) throws DemoFailure, InterruptedException {
    Shop.Answer answer = shop.send(login(ADMIN, adminPassword));
    if (answer.status() == UNAUTHENTICATED) {
      throw new DemoFailure("the shop at " + shop.address() + " refuses the password of " + ADMIN
          + "; name the folder of its node with --data, or give SENNIT_ADMIN_PASSWORD");
    }
    JsonObject login = Shop.good(login(ADMIN, adminPassword), answer);
    return new Person("", "Administrator", ADMIN, adminPassword, login.getString("token"));
  }

  Person customer(String name) throws DemoFailure, InterruptedException {
    return loggedIn(registered(name), name);
  }

  /** A role more is in the tokens that are given from then on. */
  Person merchant(String name, Person admin) throws DemoFailure, InterruptedException {
    String id = registered(name);
    JsonObject roles =
        new JsonObject().put("roles", new JsonArray(List.of("customer", "merchant")));
    shop.ask(Ask.put("/user/" + id + "/roles", roles).as(admin));
    return loggedIn(id, name);
  }

  private String registered(String name) throws DemoFailure, InterruptedException {
    JsonObject user =
        new JsonObject().put("name", name).put("email", email(name)).put("password", password);
    return shop.ask(Ask.post("/user", user)).getString("id");
  }

  private Person loggedIn(String id, String name) throws DemoFailure, InterruptedException {
    JsonObject login = shop.ask(login(email(name), password));
    return new Person(id, name, email(name), password, login.getString("token"));
  }

  private String email(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '.') + "." + run + "@example.com";
  }

  private static Ask login(String email, String password) {
    return Ask.post("/login", new JsonObject().put("email", email).put("password", password));
  }
}
