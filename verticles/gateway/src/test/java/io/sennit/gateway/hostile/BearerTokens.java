package io.sennit.gateway.hostile;

import static io.sennit.gateway.hostile.Gathering.HOST;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that nobody gave out, or that are not good any more, or no tokens at all. */
final class BearerTokens {
  private final Gathering all = new Gathering("token");
  private final String header = Keys.TRUSTED.header().encode();
  private final String claims = Keys.claims().encode();
  private final String good = Keys.TRUSTED.token(header, claims);

  static List<Hostile> all() {
    BearerTokens tokens = new BearerTokens();
    tokens.headers();
    tokens.claims();
    tokens.signatures();
    tokens.forms();
    tokens.schemes();
    return tokens.all.all();
  }

  private void bearer(String name, String token) {
    authorization(name, "Bearer " + token);
  }

  private void authorization(String name, String value) {
    all.text(null, name, "GET /mine HTTP/1.1\r\n" + HOST + "Authorization: " + value + "\r\n\r\n");
  }

  private void headers() {
    for (String algorithm : List.of(
        "none",
        "None",
        "NONE",
        "nOnE",
        "",
        "HS256",
        "HS384",
        "HS512",
        "RS256",
        "RS512",
        "ES256",
        "PS256",
        "EDDSA",
        "eddsa",
        "Ed25519",
        "EdDSA ",
        " EdDSA",
        "EdDSA,none",
        "dir",
        "A256GCM")) {
      JsonObject changed = Keys.TRUSTED.header().put("alg", algorithm);
      bearer("alg " + algorithm, Keys.TRUSTED.token(changed.encode(), claims));
      bearer(
          "alg " + algorithm + " unsigned",
          Keys.encoded(changed.encode().getBytes(UTF_8)) + "."
              + Keys.encoded(claims.getBytes(UTF_8)) + ".");
    }
    for (String wrong : List.of(
        "null",
        "[]",
        "{}",
        "1",
        "\"x\"",
        "true",
        "",
        "{",
        "{\"alg\":null}",
        "{\"alg\":1}",
        "{\"alg\":[\"EdDSA\"],\"typ\":\"JWT\",\"kid\":\"k1\"}",
        "{\"alg\":{\"EdDSA\":1}}",
        "{\"alg\":\"EdDSA\"}",
        "{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"k1\"}",
        "{\"typ\":\"JWT\",\"kid\":\"k1\"}",
        "[".repeat(2_000),
        "{\"a\":".repeat(400),
        "\u0000")) {
      bearer("header " + Gathering.shown(wrong), Keys.TRUSTED.token(wrong, claims));
    }
    for (Object kid : new Object[] {
      "",
      "k2",
      "K1",
      "k1 ",
      " k1",
      "k1\u0000",
      "../k1",
      "/dev/null",
      "' OR 1=1 --",
      "k".repeat(1_000),
      "http://other.test/k",
      1,
      true,
      new JsonArray().add("k1"),
      new JsonObject(),
      "\ud83d\ude00"
    }) {
      bearer(
          "kid " + Gathering.shown(String.valueOf(kid)),
          Keys.TRUSTED.token(Keys.TRUSTED.header().put("kid", kid).encode(), claims));
    }
    for (String type : List.of("jwt", "JWE", "at+jwt", "", "application/jwt")) {
      bearer(
          "typ " + type,
          Keys.TRUSTED.token(Keys.TRUSTED.header().put("typ", type).encode(), claims));
    }
    for (String name : List.of("crit", "jwk", "jku", "x5u", "x5c")) {
      Object value = name.equals("jwk")
          ? Keys.FORGED.publicSet().getJsonArray("keys").getValue(0)
          : new JsonArray().add("http://other.test/keys");
      bearer(
          "a key brought along as " + name,
          Keys.FORGED.token(Keys.FORGED.header().put(name, value).encode(), claims));
    }
    bearer(
        "crit that nobody knows",
        Keys.TRUSTED.token(
            Keys.TRUSTED.header().put("crit", new JsonArray().add("exp")).encode(), claims));
  }

  private void claims() {
    long now = System.currentTimeMillis() / 1_000;
    for (String name : List.of("iss", "aud", "sub", "nbf", "exp", "gen", "roles")) {
      JsonObject without = Keys.claims();
      without.remove(name);
      claims("without " + name, without);
      claims(name + " null", Keys.claims().putNull(name));
      for (Object wrong : new Object[] {"", true, new JsonObject(), new JsonArray().add(1)}) {
        claims(name + " " + wrong, Keys.claims().put(name, wrong));
      }
    }
    for (String name : List.of("iss", "aud")) {
      for (Object wrong : new Object[] {
        "other",
        "Sennit",
        "sennit ",
        "https://sennit",
        new JsonArray().add("sennit"),
        new JsonArray().add("sennit").add("other")
      }) {
        claims(name + " " + wrong, Keys.claims().put(name, wrong));
      }
    }
    claims("expired", Keys.claims().put("exp", now - 1));
    claims("expired long ago", Keys.claims().put("exp", 1));
    claims("never begun", Keys.claims().put("nbf", now + 3_600));
    claims("exp that overflows", Keys.claims().put("exp", Long.MAX_VALUE));
    claims("exp below all", Keys.claims().put("exp", Long.MIN_VALUE));
    claims("exp beyond all", Keys.claims().put("exp", 1e300));
    claims("exp that is text", Keys.claims().put("exp", Long.toString(now + 600)));
    claims("nbf that is text", Keys.claims().put("nbf", Long.toString(now)));
    claims("gen that is text", Keys.claims().put("gen", "1"));
    claims("gen that overflows", Keys.claims().put("gen", 1L << 40));
    for (String role : List.of("sennit:operator", "sennit:", "sennit:x")) {
      claims("the role " + role, Keys.claims().put("roles", new JsonArray().add(role)));
      claims(
          "also the role " + role,
          Keys.claims().put("roles", new JsonArray().add("admin").add(role)));
    }
    for (String text : List.of("null", "[]", "1", "\"x\"", "", "{", "[".repeat(2_000))) {
      bearer("claims " + Gathering.shown(text), Keys.TRUSTED.token(header, text));
    }
  }

  private void claims(String name, JsonObject changed) {
    bearer("claims " + name, Keys.TRUSTED.token(header, changed.encode()));
  }

  private void signatures() {
    String signed = good.substring(0, good.lastIndexOf('.'));
    byte[] signature = Keys.TRUSTED.signature(signed);
    bearer("signed by another key", Keys.FORGED.token(header, claims));
    bearer("signed with the public key as a secret", signed + "." + Keys.encoded(mac(signed)));
    bearer(
        "other claims under a signature",
        Keys.encoded(header.getBytes(UTF_8)) + "."
            + Keys.encoded(Keys.claims().put("sub", "u2").encode().getBytes(UTF_8)) + "."
            + Keys.encoded(signature));
    for (int i = 0; i < signature.length; i += 4) {
      byte[] changed = signature.clone();
      changed[i] = (byte) (changed[i] ^ 1);
      bearer("a bit of the signature changed at " + i, signed + "." + Keys.encoded(changed));
    }
    for (int size : List.of(0, 1, 32, 63, 65, 128)) {
      bearer("a signature of " + size + " zeros", signed + "." + Keys.encoded(new byte[size]));
    }
    bearer(
        "a signature with the order of the curve added",
        signed + "." + Keys.encoded(malleable(signature)));
  }

  private static byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Keys.TRUSTED.publicKey(), "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC with SHA-256", e);
    }
  }

  /** The second half is a number, to which careless verifiers let others add the group's order. */
  private static byte[] malleable(byte[] signature) {
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] number = new byte[32];
    for (int i = 0; i < 32; i++) {
      number[i] = signature[63 - i];
    }
    byte[] sum = new BigInteger(1, number).add(order).toByteArray();
    byte[] changed = signature.clone();
    for (int i = 0; i < 32; i++) {
      int at = sum.length - 1 - i;
      changed[32 + i] = at >= 0 ? sum[at] : 0;
    }
    return changed;
  }

  private void forms() {
    for (int i = 0; i < good.length(); i += 6) {
      bearer("cut off after " + i, good.substring(0, i));
    }
    String[] parts = good.split("\\.");
    for (String form : List.of(
        ".",
        "..",
        "...",
        "a.b",
        "a.b.c",
        "a.b.c.d",
        parts[0],
        parts[0] + ".",
        parts[0] + "..",
        parts[0] + "." + parts[1],
        good + ".",
        "." + good,
        good + "." + parts[2],
        good + "=",
        good + "==",
        parts[0] + "=." + parts[1] + "." + parts[2],
        parts[0] + "." + parts[1] + "." + parts[2] + "AA",
        good.replace('.', ','),
        good.replace('.', ' '),
        parts[1] + "." + parts[0] + "." + parts[2],
        parts[0] + "." + parts[2] + "." + parts[1],
        good + good,
        good + "," + good,
        good + " " + good,
        good + ";a=b",
        "\"" + good + "\"",
        "<" + good + ">",
        good + "%00",
        "%" + good,
        good + "\u00e9",
        "\u00a0" + good,
        "\u00ff.\u00ff.\u00ff",
        "+.+.+",
        "/./.",
        "null",
        "undefined",
        "{}",
        "x".repeat(4_095),
        "x".repeat(4_097),
        "x.".repeat(1_000),
        "x".repeat(2_000) + "." + "x".repeat(2_000) + "." + "x".repeat(2_000),
        Base64.getMimeEncoder().encodeToString(good.getBytes(UTF_8)).replace("\r\n", " "),
        good.toLowerCase(Locale.ROOT),
        good.toUpperCase(Locale.ROOT))) {
      bearer("form " + Gathering.shown(form), form);
    }
  }

  private void schemes() {
    for (String scheme : List.of(
        "Basic",
        "Digest",
        "Negotiate",
        "NTLM",
        "Token",
        "JWT",
        "MAC",
        "AWS4-HMAC-SHA256",
        "ApiKey",
        "Bearer:",
        "Bearer=",
        "Bearer,",
        "Bear",
        "Bearers",
        "BearerBearer",
        "\"Bearer\"",
        "OAuth",
        "DPoP")) {
      authorization("scheme " + scheme, scheme + " " + good);
    }
    for (String value : List.of(
        "",
        "Bearer",
        "Bearer ",
        "bearer",
        good,
        "Bearer\t" + good,
        "Bearer" + good,
        "Bearer Bearer " + good,
        "Basic YWRtaW46YWRtaW4=",
        "Bearer " + good + ", Basic YTpi",
        "Basic YTpi, Bearer " + good,
        "u1",
        "null",
        "*")) {
      authorization("value " + Gathering.shown(value), value);
    }
    all.text(null, "none", "GET /mine HTTP/1.1\r\n" + HOST + "\r\n");
    for (String name : List.of(
        "X-User",
        "X-User-Id",
        "X-Roles",
        "X-Authenticated-User",
        "X-Forwarded-User",
        "X-Remote-User",
        "Remote-User",
        "Proxy-Authorization",
        "X-Api-Key",
        "X-Identity",
        "Sennit-Identity",
        "Sennit-User",
        "Sennit-Client-Address",
        "Cookie",
        "X-Authorization",
        "X-Consumer-ID",
        "X-Access-Token",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X-Forwarded-For",
        "X-Real-IP",
        "Forwarded")) {
      all.text(null, "a claim by " + name, "GET /mine HTTP/1.1\r\n" + HOST + name + ": u1\r\n\r\n");
      all.text(
          null,
          "a token by " + name,
          "GET /mine HTTP/1.1\r\n" + HOST + name + ": Bearer " + good + "\r\n\r\n");
    }
    all.text(
        null,
        "a token in the query",
        "GET /mine?access_token=" + good + " HTTP/1.1\r\n" + HOST + "\r\n");
  }
}
