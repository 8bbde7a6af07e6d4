package io.sennit.gateway.limit;

import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Tells gateways the key that it signs tokens with, as the users' service does. */
final class TestUsers implements Service {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int KEY_BYTES = 32;
  private static final KeyPair PAIR = pair();

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String token(String subject) {
    long now = Instant.now().getEpochSecond();
    JsonObject header =
        new JsonObject().put("alg", Tokens.ALGORITHM).put("typ", "JWT").put("kid", "test");
    JsonObject claims = new JsonObject()
        .put("iss", Tokens.ISSUER)
        .put("aud", Tokens.AUDIENCE)
        .put("sub", subject)
        .put("iat", now)
        .put("nbf", now)
        .put("exp", now + 600)
        .put("gen", 1)
        .put("roles", JsonArray.of("customer"));
    String signed = part(header) + "." + part(claims);
    return signed + "." + BASE64.encodeToString(signature(signed));
  }

  private static String part(JsonObject json) {
    return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] signature(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(PAIR.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ServiceSpec spec() {
    byte[] encoded = PAIR.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    JsonObject key = new JsonObject()
        .put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("kid", "test")
        .put("x", BASE64.encodeToString(raw));
    JsonObject keys = new JsonObject().put("keys", JsonArray.of(key));
    JsonObject none = new JsonObject().put("items", new JsonArray()).put("more", false);
    return ServiceSpec.named("users")
        .operation(
            Operation.named("keys").handledBy(call -> Future.succeededFuture(Reply.ok(keys))))
        .operation(Operation.named("revocations")
            .input(Schema.object().optional("after", Schema.integer()))
            .handledBy(call -> Future.succeededFuture(Reply.ok(none))))
        .build();
  }
}
