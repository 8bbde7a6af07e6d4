package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.ClientAddress;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.problem.Quota;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts what may be tried only so often, for all nodes together: in a table, which costs next to
 * nothing beside the hash of each attempt.
 *
 * <p>An attempt is counted before it is made, and one that turned out well is taken back: so no
 * more are made than are allowed, however many are sent at once and to however many nodes.
 */
final class Attempts {
  private static final int GROUPS_OF_A_NETWORK = 4;

  private final Store store;
  private final Limits limits;
  private final Clock clock;

  Attempts(Store store, Limits limits, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  /** Under what an attempt is counted, with how often each may be; always in the same order. */
  private record Counted(Map<String, Integer> limits) {
    String[] names() {
      return limits.keySet().toArray(String[]::new);
    }

    int limit(String name) {
      return Objects.requireNonNull(limits.get(name));
    }
  }

  /** Fails when too many logins to this account, or from this address, have failed already. */
  Future<Void> countLogin(Call call, String login) {
    return count(call, ofLogin(call, login), "Too many logins have failed; wait, and try again.");
  }

  /** Who has logged in has not been guessing. What its address did before stays counted. */
  Future<Void> forgiveLogin(Call call, String login) {
    Tuple account = Tuple.of(account(login));
    Tuple names = Tuple.tuple().addArrayOfString(ofLogin(call, login).names());
    return store.inTransaction(
        call,
        transaction -> transaction
            .execute(Sql.TAKE_BACK_ATTEMPT, names)
            .compose(back -> transaction.execute(Sql.FORGET_ATTEMPTS, account))
            .mapEmpty());
  }

  /** Fails when too many have registered from this address. */
  Future<Void> countRegistration(Call call) {
    Map<String, Integer> counted = new LinkedHashMap<>();
    String address = ClientAddress.of(call);
    if (address != null) {
      counted.put("registration " + network(address), limits.registrations());
    }
    return count(
        call,
        new Counted(counted),
        "Too many have registered from your address; wait, and try again.");
  }

  Future<Void> forgetOld(Call call) {
    return store.inTransaction(
        call,
        transaction ->
            transaction.execute(Sql.FORGET_OLD_ATTEMPTS, Tuple.of(now())).mapEmpty());
  }

  /** Refusing it undoes the count: who is barred does not prolong that by trying. */
  private Future<Void> count(Call call, Counted counted, String refusal) {
    if (counted.limits().isEmpty()) {
      return Future.succeededFuture();
    }
    OffsetDateTime now = now();
    Tuple parameters = Tuple.tuple()
        .addArrayOfString(counted.names())
        .addOffsetDateTime(now)
        .addOffsetDateTime(now.plus(limits.span()));
    return store.inTransaction(
        call,
        transaction -> transaction.execute(Sql.COUNT_ATTEMPT, parameters).map(rows -> {
          require(rows, counted, now, refusal);
          return null;
        }));
  }

  private void require(RowSet<Row> rows, Counted counted, OffsetDateTime now, String refusal) {
    for (Row row : rows) {
      int limit = counted.limit(row.getString("who"));
      if (row.getInteger("attempts") > limit) {
        throw Problem.tooMany(
            refusal,
            new Quota(limit, limits.span()),
            Duration.between(now, row.getOffsetDateTime("forgotten_at")));
      }
    }
  }

  private Counted ofLogin(Call call, String login) {
    Map<String, Integer> counted = new LinkedHashMap<>();
    counted.put(account(login), limits.ofAccount());
    String address = ClientAddress.of(call);
    if (address != null) {
      counted.put("address " + network(address), limits.ofAddress());
    }
    return new Counted(counted);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static String account(String login) {
    return "account " + digest(login);
  }

  /** Some type their password where the email belongs: what was typed is not kept as it is. */
  private static String digest(String login) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(login.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** A household has 2^64 addresses of IPv6, and one of IPv4. */
  static String network(String address) {
    String[] groups = address.split(":", -1);
    return groups.length <= GROUPS_OF_A_NETWORK
        ? address
        : String.join(":", List.of(groups).subList(0, GROUPS_OF_A_NETWORK));
  }
}
