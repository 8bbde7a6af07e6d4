package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.ClientAddress;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts logins that failed, for all nodes together: in a table, which costs next to nothing beside
 * the hash of each of them.
 */
final class Failures {
  private static final int GROUPS_OF_A_NETWORK = 4;

  private final Store store;
  private final Limits limits;
  private final Clock clock;

  Failures(Store store, Limits limits, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  /** Under what a login is counted. */
  record Who(String account, @Nullable String address) {
    static Who of(Call call, String login) {
      String address = ClientAddress.of(call);
      return new Who(
          "account " + digest(login), address == null ? null : "address " + network(address));
    }

    List<String> all() {
      return Stream.of(account, address).filter(name -> name != null).toList();
    }
  }

  /**
   * What is known before a password is looked at.
   *
   * @param barredUntil when it may be tried again, where too much has failed
   */
  record Standing(
      @Nullable Account account, int failures, @Nullable Instant barredUntil) {}

  Future<Standing> standing(Call call, String login, Who who) {
    Tuple parameters = Tuple.of(
        login, who.account(), who.address(), limits.ofAccount(), limits.ofAddress(), now());
    return store
        .read(call, Sql.LOOK_BEFORE_LOGIN, parameters)
        .map(rows -> standing(rows.iterator().next()));
  }

  private static Standing standing(Row row) {
    Integer failures = row.getInteger("failures");
    OffsetDateTime until = row.getOffsetDateTime("barred_until");
    return new Standing(
        row.getUUID("id") == null ? null : Account.of(row),
        failures == null ? 0 : failures,
        until == null ? null : until.toInstant());
  }

  Future<Void> count(Call call, Who who) {
    OffsetDateTime now = now();
    Tuple parameters = Tuple.of(who.all().toArray(String[]::new), now, now.plus(limits.span()));
    return store.inTransaction(
        call, transaction -> transaction.execute(Sql.COUNT_FAILURE, parameters).mapEmpty());
  }

  /** Who has logged in has not been guessing. What its address did before stays counted. */
  Future<Void> forget(Call call, Who who) {
    return store.inTransaction(
        call,
        transaction ->
            transaction.execute(Sql.FORGET_FAILURES, Tuple.of(who.account())).mapEmpty());
  }

  Future<Void> forgetOld(Call call) {
    return store.inTransaction(
        call,
        transaction ->
            transaction.execute(Sql.FORGET_OLD_FAILURES, Tuple.of(now())).mapEmpty());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
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
