package io.sennit.node.shop;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who tries every door.
 *
 * @param user whose id it has in the shop, or nobody's
 * @param http what it shows over HTTP, a name and a value, or nothing
 * @param bus what it shows at plain addresses
 * @param roles that it has where what it shows is good
 * @param another makes one more of the kind, for what can be done once; null for who needs no more
 */
record Visitor(
    String name,
    String user,
    Shown http,
    Shown bus,
    List<String> roles,
    @Nullable Supplier<Visitor> another) {

  /** What proves, or does not prove, who somebody is. */
  record Shown(Proof proof, List<String> header) {
    static final Shown NOTHING = new Shown(Proof.NONE, List.of());

    static Shown good(String name, String value) {
      return new Shown(Proof.GOOD, List.of(name, value));
    }

    static Shown bad(String name, String value) {
      return new Shown(Proof.BAD, List.of(name, value));
    }
  }

  /** What is to come of it. */
  enum Proof {
    NONE,
    GOOD,
    BAD
  }

  static Visitor nobody() {
    return new Visitor("nobody", "", Shown.NOTHING, Shown.NOTHING, List.of(), null);
  }

  /** A user of the shop. */
  static Visitor user(String name, Caller caller, @Nullable Supplier<Visitor> another) {
    Shown token = Shown.good("authorization", "Bearer " + caller.token());
    return new Visitor(name, caller.id(), token, token, List.of(name), another);
  }

  /** Somebody with a token that is not worth anything, whoever it names. */
  static Visitor refused(String name, String user, String token) {
    Shown bad = Shown.bad("authorization", "Bearer " + token);
    return new Visitor(name, user, bad, bad, List.of(), null);
  }

  /** Somebody of the OpenID provider, which only the gateway believes. */
  static Visitor ofProvider(String name, String token, String... roles) {
    String header = "Bearer " + token;
    return new Visitor(
        name,
        "",
        Shown.good("authorization", header),
        Shown.bad("authorization", header),
        List.of(roles),
        null);
  }

  /** A machine; plain addresses know nothing of keys, so that it shows nothing there. */
  static Visitor machine(String name, Shown key, String... roles) {
    return new Visitor(name, "", key, Shown.NOTHING, List.of(roles), null);
  }

  boolean isAdmin() {
    return roles.contains("admin");
  }

  @Override
  public String toString() {
    return name;
  }
}
