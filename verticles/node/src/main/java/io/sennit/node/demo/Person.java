package io.sennit.node.demo;

import io.vertx.core.json.JsonObject;

/** Somebody whom the shop knows, logged in. */
record Person(String id, String name, String email, String password, String token) {

  /** What it takes to be this person. */
  JsonObject toLogin() {
    return new JsonObject().put("email", email).put("password", password);
  }

  JsonObject toJson() {
    return new JsonObject().put("id", id).put("name", name).put("email", email);
  }
}
