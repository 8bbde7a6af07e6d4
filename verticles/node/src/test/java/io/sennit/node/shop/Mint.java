package io.sennit.node.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;

/** Makes tokens: an OpenID provider's, an attacker's, and with the stolen key of the shop. */
record Mint(String kid, PrivateKey key, JsonArray published) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int RAW_BYTES = 32;

  /** With keys of its own. */
  static Mint ofOwn(String kid) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
    JsonObject jwk = new JsonObject()
        .put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("kid", kid)
        .put("x", BASE64.encodeToString(raw));
    return new Mint(kid, pair.getPrivate(), JsonArray.of(jwk));
  }

  /** With the key that signs the shop's tokens, as only who has the database can read it. */
  static Mint ofShop(String jdbc, String user, String password)
      throws SQLException, GeneralSecurityException {
    try (Connection database = DriverManager.getConnection(jdbc, user, password);
        Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(
            "SELECT kid, private_key FROM users.signing_key ORDER BY signs_from DESC LIMIT 1")) {
      row.next();
      PrivateKey key = KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(row.getBytes("private_key")));
      return new Mint(row.getString("kid"), key, new JsonArray());
    }
  }

  /** The same name of a key, and another key. */
  Mint imitated() throws GeneralSecurityException {
    return ofOwn(kid);
  }

  /** What a token says; it is to be changed. */
  static JsonObject claims(String issuer, String audience, String subject) {
    long now = Clock.systemUTC().millis() / 1_000;
    return new JsonObject()
        .put("iss", issuer)
        .put("aud", audience)
        .put("sub", subject)
        .put("iat", now)
        .put("nbf", now)
        .put("exp", now + 600);
  }

  /** What a token of the shop says. */
  static JsonObject shopClaims(String subject, String... roles) {
    return claims("sennit", "sennit", subject)
        .put("gen", 1)
        .put("roles", new JsonArray(Arrays.asList(roles)));
  }

  String sign(JsonObject claims) throws GeneralSecurityException {
    JsonObject header = new JsonObject().put("alg", "EdDSA").put("typ", "JWT").put("kid", kid);
    String text = encoded(header) + "." + encoded(claims);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + BASE64.encodeToString(signature.sign());
  }

  private static String encoded(JsonObject json) {
    return BASE64.encodeToString(json.toBuffer().getBytes());
  }
}
