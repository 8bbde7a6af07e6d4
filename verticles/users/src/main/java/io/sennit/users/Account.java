package io.sennit.users;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A user.
 *
 * @param password its hash
 * @param generation tokens of an earlier one are void
 */
record Account(
    UUID id,
    String name,
    String email,
    String password,
    List<String> roles,
    int generation,
    Instant createdAt) {
  static final String ADMIN = "admin";
  static final String CUSTOMER = "customer";
  static final String MERCHANT = "merchant";

  static Account of(Row row) {
    return new Account(
        row.getUUID("id"),
        row.getString("name"),
        row.getString("email"),
        row.getString("password"),
        List.of(row.getArrayOfStrings("roles")),
        row.getInteger("generation"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  /** An email as it is compared: an accent is the same, written as one character or as two. */
  static String login(String email) {
    return Normalizer.normalize(email, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** What is told of it. */
  JsonObject toJson() {
    return new JsonObject()
        .put("id", id.toString())
        .put("name", name)
        .put("email", email)
        .put("roles", new JsonArray(roles))
        .put("createdAt", createdAt.toString());
  }

  Account called(String other) {
    return new Account(id, other, email, password, roles, generation, createdAt);
  }

  Account reachedAt(String other) {
    return new Account(id, name, other, password, roles, generation, createdAt);
  }

  /** All tokens that were given for the old password are void. */
  Account withPassword(String hash) {
    return new Account(id, name, email, hash, roles, generation + 1, createdAt);
  }

  /**
   * A role that is taken away is gone at once, with the tokens that have it; one that is given is
   * in the next token.
   */
  Account withRoles(List<String> others) {
    int next = others.containsAll(roles) ? generation : generation + 1;
    return new Account(id, name, email, password, others, next, createdAt);
  }

  Tuple asNew() {
    return Tuple.of(
        id,
        name,
        email,
        login(email),
        password,
        roles.toArray(String[]::new),
        createdAt.atOffset(ZoneOffset.UTC));
  }

  Tuple asChanged() {
    return Tuple.of(
        id, name, email, login(email), password, roles.toArray(String[]::new), generation);
  }
}
