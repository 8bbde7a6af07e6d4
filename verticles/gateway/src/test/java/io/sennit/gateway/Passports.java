package io.sennit.gateway;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
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
import java.util.List;

/** As much of a service of users as it takes that gateways know who asks. */
final class Passports implements Service {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int RAW_BYTES = 32;

  private final KeyPair keys;

  Passports() throws GeneralSecurityException {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("users")
        .operation(Operation.named("keys")
            .access(Access.OPERATORS)
            .handledBy(call -> Future.succeededFuture(Reply.ok(jwks()))))
        .operation(Operation.named("revocations")
            .access(Access.OPERATORS)
            .input(Schema.object().required("after", Schema.integer()))
            .handledBy(call -> Future.succeededFuture(
                Reply.ok(new JsonObject().put("items", new JsonArray()).put("more", false)))))
        .build();
  }

  /** The header that proves who somebody is. */
  String of(String subject, String... roles) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    JsonObject claims = new JsonObject()
        .put("iss", "sennit")
        .put("aud", "sennit")
        .put("sub", subject)
        .put("iat", now)
        .put("nbf", now)
        .put("exp", now + 3_600)
        .put("roles", new JsonArray(List.of(roles)))
        .put("gen", 0);
    JsonObject header = new JsonObject().put("alg", "EdDSA").put("typ", "JWT").put("kid", "test");
    String signed = part(header) + "." + part(claims);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return "Bearer " + signed + "." + BASE64.encodeToString(signature.sign());
  }

  private JsonObject jwks() {
    byte[] encoded = keys.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
    return new JsonObject()
        .put(
            "keys",
            new JsonArray()
                .add(new JsonObject()
                    .put("kty", "OKP")
                    .put("crv", "Ed25519")
                    .put("kid", "test")
                    .put("x", BASE64.encodeToString(raw))));
  }

  private static String part(JsonObject json) {
    return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }
}
