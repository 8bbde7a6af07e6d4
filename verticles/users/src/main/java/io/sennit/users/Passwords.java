package io.sennit.users;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Repeatable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passwords and their hashes: argon2id, on threads of their own, at most half of the processors at
 * a time, so that nobody else is kept waiting by those who log in.
 */
class Passwords {
  /** What is checked where there is no user, with the same cost; no password is known to fit. */
  private static final String DECOY =
      "$argon2id$v=19$m=19456,t=2,p=1$c2Vubml0IGRlY295IHNhbHQ$bm9ib2R5IGtub3dzIGEgcGFzc3dvcmQgZm9yIHRoaXM";

  private static final int SALT_BYTES = 16;
  /**
   * Of each sort; two seconds of work or so: who comes later would not be served in time anyway.
   */
  private static final int WAITING = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final WorkerExecutor threads;
  private final Line line;

  /** Takes 19 MiB when it is made: by the first hash, on its thread. */
  private static final class Cost {
    /** Memory in KiB, passes, lanes and length: what OWASP asks for at least. */
    static final Argon2Function ARGON2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
  }

  Passwords(Vertx vertx) {
    int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    // By its name all instances of a node share it.
    this.threads = vertx.createSharedWorkerExecutor("sennit-passwords", atOnce);
    this.line = new Line(atOnce, WAITING);
  }

  /** Does what needs a hash when it is the call's turn; the hashing in it does not wait again. */
  <T> Future<T> inTurn(Line.Sort sort, Call call, Supplier<Future<T>> work) {
    return line.enter(sort, call, work);
  }

  Future<String> hash(String password, byte[] salt) {
    return threads.executeBlocking(() -> encoded(password, salt), false);
  }

  /** Whether it is the password; where there is none, it takes as long to say no. */
  Future<Boolean> matches(String password, @Nullable String hash) {
    return threads.executeBlocking(
        () -> {
          boolean fits = checks(password, hash == null ? DECOY : hash);
          return fits && hash != null;
        },
        false);
  }

  boolean checks(String password, String hash) {
    return Argon2Function.getInstanceFromHash(hash).check(bytes(password), bytes(hash));
  }

  private static String encoded(String password, byte[] salt) {
    return Cost.ARGON2.hash(bytes(password), salt).getResult();
  }

  /**
   * The salt for what a call wants hashed. With an idempotency key it follows from the key and who
   * it is for: so the same call has the same hash, which then stands for the password in the digest
   * that repetitions are known by. A quick digest of the password itself must not be kept.
   */
  static byte[] salt(Call call, String whose) {
    String key = call.headers().get(Repeatable.KEY);
    if (key == null) {
      return randomSalt();
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return digest.digest(bytes(whose + '\n' + key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  static byte[] randomSalt() {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return salt;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Future<Void> close() {
    return threads.close();
  }
}
