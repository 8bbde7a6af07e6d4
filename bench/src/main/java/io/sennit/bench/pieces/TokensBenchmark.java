package io.sennit.bench.pieces;

import io.sennit.bench.sample.Sample;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.token.Authenticator;
import io.sennit.mesh.token.Jws;
import io.sennit.mesh.token.SignatureAlgorithm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Who makes a request is told by its token: at first by the signature, and then from memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokensBenchmark {
  private static final int USERS = 512;
  private static final int LONGEST = 4_096;

  private final Vertx vertx = Vertx.vertx();
  private final Issuer issuer = new Issuer();
  private final PublicKey key = issuer.publicKey();
  private final Authenticator authenticator =
      Authenticator.of(vertx, this::answer, Clock.systemUTC());
  private final List<String> tokens =
      IntStream.range(0, USERS).mapToObj(i -> issuer.token(Sample.uuid(i))).toList();
  private final List<String> headers =
      tokens.stream().map(token -> "Bearer " + token).toList();

  /** Where a thread is among the users. */
  @State(Scope.Thread)
  public static class Turn {
    int next;

    <T> T of(List<T> all) {
      return all.get(next++ & (all.size() - 1));
    }
  }

  /** As the users' service does, of which nobody has revoked anything. */
  private Future<Reply> answer(Call call) {
    JsonObject known = call.operation().operation().equals("keys")
        ? issuer.keys()
        : new JsonObject("{\"items\":[],\"more\":false}");
    return Future.succeededFuture(Reply.ok(known));
  }

  @Setup
  public void show() {
    headers.forEach(header -> authenticator.identify(header).await());
  }

  /** What is done for a token that nobody has shown yet, on one thread. */
  @Benchmark
  public @Nullable JsonObject verify(Turn turn) {
    Jws token = Objects.requireNonNull(Jws.read(turn.of(tokens), LONGEST));
    if (!token.isSignedBy(key, SignatureAlgorithm.EDDSA)) {
      throw new IllegalStateException("a good token is taken for a bad one");
    }
    return token.claims();
  }

  @Benchmark
  public Future<Identity> recognize(Turn turn) {
    return authenticator.identify(turn.of(headers));
  }

  @TearDown
  public void close() {
    authenticator.close();
    vertx.close().await();
  }
}
