package io.sennit.gateway.feed;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.token.Tokens;
import io.sennit.mesh.token.Tokens.Revocation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for the users' service: signs tokens, and takes them back. */
final class Signer implements Service {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int RAW_BYTES = 32;

  private final KeyPair keys = keys();
  private final List<Revocation> revoked = new CopyOnWriteArrayList<>();

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("users")
        .operation(Operation.named("keys")
            .handledBy(call -> answer(new JsonObject()
                .put(
                    "keys",
                    new JsonArray()
                        .add(new JsonObject()
                            .put("kid", "test")
                            .put("kty", "OKP")
                            .put("crv", "Ed25519")
                            .put("x", rawKey()))))))
        .operation(Operation.named("revocations")
            .input(Schema.object().optional("after", Schema.integer()))
            .handledBy(this::revocations))
        .build();
  }

  private Future<Reply> revocations(Call call) {
    long after = call.input().getLong("after", 0L);
    List<JsonObject> news = revoked.stream()
        .filter(revocation -> revocation.position() > after)
        .map(Revocation::toJson)
        .toList();
    return answer(new JsonObject().put("items", new JsonArray(news)).put("more", false));
  }

  private static Future<Reply> answer(JsonObject json) {
    return Future.succeededFuture(Reply.ok(json));
  }

  /** All tokens of this user are void from now on. */
  void revoke(String user) {
    long until = Instant.now().plus(Duration.ofHours(1)).getEpochSecond();
    revoked.add(new Revocation(revoked.size() + 1L, user, 1, until));
  }

  String token(String user, String... roles) {
    return token(user, Duration.ofHours(1), roles);
  }

  String token(String user, Duration life, String... roles) {
    long now = Instant.now().getEpochSecond();
    JsonObject header =
        new JsonObject().put("alg", Tokens.ALGORITHM).put("typ", "JWT").put("kid", "test");
    JsonObject claims = new JsonObject()
        .put("iss", Tokens.ISSUER)
        .put("aud", Tokens.AUDIENCE)
        .put("sub", user)
        .put("iat", now)
        .put("nbf", now)
        .put("exp", now + life.toSeconds())
        .put("gen", 0)
        .put("roles", new JsonArray(Arrays.asList(roles)));
    String signed = encoded(header) + "." + encoded(claims);
    return signed + "." + BASE64.encodeToString(signature(signed));
  }

  private static String encoded(JsonObject json) {
    return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] signature(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String rawKey() {
    byte[] whole = keys.getPublic().getEncoded();
    return BASE64.encodeToString(Arrays.copyOfRange(whole, whole.length - RAW_BYTES, whole.length));
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
