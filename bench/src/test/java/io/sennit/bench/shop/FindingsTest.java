package io.sennit.bench.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake that the shop must not make is made here by hand, and found. */
class FindingsTest {
  @TempDir
  static Path folder;

  private static Miniature shop;
  private static Archive archive;
  private static Findings findings;

  @BeforeAll
  static void open() {
    shop = new Miniature(folder);
    archive = shop.archive();
    findings = new Findings(archive, shop.history(), shop.sight());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void begin() {
    archive.execute("BEGIN");
  }

  @AfterEach
  void undo() {
    archive.execute("ROLLBACK");
  }

  @Test
  void nothingIsWrongWhereAllIsRight() {
    assertThat(wrong()).isEmpty();
  }

  @Test
  void anAcknowledgedOrderIsGone() {
    archive.execute("DELETE FROM orders.orders WHERE id = '" + shop.confirmed + "'");

    assertThat(wrong())
        .contains(
            "order " + shop.confirmed + " of key " + shop.confirmed + " is not in the database");
    assertThat(missed()).contains("every acknowledged order is there");
  }

  @Test
  void anOrderIsNotShown() {
    archive.execute("DELETE FROM seen_order WHERE id = '" + shop.confirmed + "'");

    assertThat(missed()).containsExactly("every acknowledged order is there");
  }

  @Test
  void anOrderIsShownAsItIsNot() {
    archive.execute(
        "UPDATE seen_order SET status = 'REJECTED' WHERE id = '" + shop.confirmed + "'");

    assertThat(missed()).containsExactly("shown as it is kept");
  }

  @Test
  void aKeyHasTwoOrders() {
    archive.execute("UPDATE placed SET key = '" + shop.amended + "'");

    assertThat(missed()).containsExactly("each once");
  }

  @Test
  void anOrderIsThereThatNobodyWasToldOf() {
    archive.execute("DELETE FROM placed WHERE id = '" + shop.confirmed + "'");

    assertThat(missed()).containsExactly("none that was not acknowledged");
  }

  @Test
  void anOrderCostsMoreThanItsUserWasTold() {
    archive.execute(
        "UPDATE orders.orders SET total = total + 1 WHERE id = '" + shop.confirmed + "'");

    assertThat(missed())
        .contains("unchanged but for what its user changed", "each order is paid as it must be");
  }

  @Test
  void anOrderHasOtherLinesThanItsUserWasTold() {
    archive.execute("UPDATE placed SET items = '[]' WHERE id = '" + shop.confirmed + "'");

    assertThat(missed()).containsExactly("unchanged but for what its user changed");
  }

  @Test
  void anOrderWasChangedAndNobodyAsked() {
    archive.execute("DELETE FROM amended");

    assertThat(missed())
        .containsExactly("changed only as asked for", "each change of an order happened once");
  }

  @Test
  void aChangeThatWasAcknowledgedWasNotBegun() {
    archive.execute("INSERT INTO amended SELECT 'another', owner, id, items FROM amended");

    assertThat(missed()).containsExactly("each change of an order happened once");
  }

  @Test
  void anOrderHasNotSettled() {
    archive.execute(
        "UPDATE orders.orders SET status = 'PENDING' WHERE id = '" + shop.confirmed + "'");

    assertThat(missed()).contains("settled", "each order was told as it is");
  }

  @Test
  void anOrderWasRejectedForNoReasonOfTheContract() {
    archive.execute(
        "UPDATE orders.orders SET reason = 'TIMED_OUT' WHERE id = '" + shop.rejected + "'");

    assertThat(missed()).contains("rejected only for a reason of the contract");
  }

  @Test
  void anOrderIsCancelledAndNobodyAsked() {
    archive.execute("DELETE FROM cancelled");

    assertThat(missed()).containsExactly("cancelled if and only if asked for");
  }

  @Test
  void anOrderThatWasToBeCancelledIsNot() {
    archive.execute("UPDATE cancelled SET id = '" + shop.confirmed + "'");

    assertThat(wrong())
        .contains("order " + shop.confirmed + " was to be cancelled and is CONFIRMED");
  }

  @Test
  void piecesAreGone() {
    archive.execute("UPDATE products.stock SET pieces = pieces - 1");

    assertThat(missed())
        .containsExactly(
            "stock is the sum of its movements, and not below 0",
            "initial + corrections - confirmed = stock",
            "stock is shown as it is kept");
  }

  @Test
  void piecesWereNotReturned() {
    archive.execute("""
        DELETE FROM products.movement WHERE kind = 'RELEASED';
        UPDATE products.stock SET pieces = (SELECT sum(quantity) FROM products.movement)
        """);

    assertThat(missed())
        .contains("initial + corrections - confirmed = stock", "each order holds what it must");
  }

  @Test
  void aMerchantWasToldOfAnotherStock() {
    archive.execute("UPDATE created SET stock = 99");

    assertThat(missed()).containsExactly("what came first is what the merchant was told");
  }

  @Test
  void piecesAreReservedTwiceForOneCommand() {
    archive.execute("""
        INSERT INTO products.movement (product, quantity, kind, order_id, cause)
        SELECT product, quantity, kind, order_id, cause FROM products.movement
         WHERE order_id = '%s'
        """.formatted(shop.confirmed));

    assertThat(missed())
        .contains("no command has its effect twice", "each order holds what it must")
        .doesNotContain("stock is the sum of its movements, and not below 0");
  }

  @Test
  void moneyComesFromNowhere() {
    archive.execute("UPDATE payments.account SET balance = balance + 1");

    assertThat(missed())
        .containsExactly(
            "balance is the sum of its transfers, and not below 0",
            "deposits - charges + refunds = balance",
            "money is conserved over all accounts",
            "balances are shown as they are kept");
  }

  @Test
  void aRefundIsMissing() {
    archive.execute("""
        DELETE FROM payments.transfer WHERE kind = 'REFUND';
        UPDATE payments.account SET balance = (SELECT sum(amount) FROM payments.transfer)
        """);

    assertThat(missed())
        .contains("deposits - charges + refunds = balance", "each order is paid as it must be")
        .doesNotContain("money is conserved over all accounts");
  }

  @Test
  void aDepositHappenedTwice() {
    archive.execute("""
        INSERT INTO payments.transfer (account, house, amount, currency, kind, cause, key)
        SELECT account, house, amount, currency, kind, cause, key FROM payments.transfer
         WHERE kind = 'DEPOSIT'
        """);

    assertThat(missed())
        .contains("each deposit happened once", "deposits - charges + refunds = balance");
  }

  @Test
  void aDepositIsThereThatNobodyWasToldOf() {
    archive.execute("DELETE FROM deposited");

    assertThat(missed()).contains("each deposit happened once");
  }

  @Test
  void anEventIsMissing() {
    archive.execute("DELETE FROM orders.event WHERE type = 'order.confirmed' AND subject = '"
        + shop.confirmed + "'");

    assertThat(missed()).containsExactly("each order was told as it is");
  }

  @Test
  void aCommandIsMissing() {
    archive.execute("DELETE FROM orders.event WHERE type = 'payment.charge' AND subject = '"
        + shop.confirmed + "'");

    assertThat(missed()).containsExactly("no answer and no effect without its command");
  }

  @Test
  void aCommandWasNotAnswered() {
    archive.execute("DELETE FROM payments.event WHERE type = 'payment.charged' AND subject = '"
        + shop.confirmed + "'");

    assertThat(missed()).containsExactly("each command is answered once");
  }

  @Test
  void aCommandWasAnsweredTwice() {
    archive.execute("""
        INSERT INTO payments.event (type, subject, cause, data)
        SELECT type, subject, cause, data FROM payments.event WHERE subject = '%s'
        """.formatted(shop.confirmed));

    assertThat(missed()).contains("each command is answered once");
  }

  @Test
  void aGroupHasNotReadALogToItsEnd() {
    archive.execute("UPDATE payments.event_cursor SET position = 0");

    assertThat(missed()).containsExactly("every group has read every log to its end");
  }

  @Test
  void anEventIsPutAside() {
    archive.execute("""
        INSERT INTO products.event_parked
          (reader, source, partition, position, type, subject, event, attempts, due)
        VALUES ('stock', '/orders', 0, 1, 'stock.reserve', 's', '{}', 1, now())
        """);

    assertThat(missed()).containsExactly("no event is put aside");
  }

  @Test
  void aSagaHangs() {
    archive.execute("UPDATE orders.saga SET state = 'PARKED', finished = NULL WHERE id = '"
        + shop.confirmed + "'");

    assertThat(missed()).containsExactly("each saga has ended as its order");
  }

  @Test
  void aUserWasNotToldOf() {
    archive.execute("DELETE FROM users.event");

    assertThat(missed()).containsExactly("each user and product was told once");
  }

  @Test
  void twoEventsAreInTheWrongOrder() {
    archive.execute("""
        UPDATE orders.event SET position = nextval('orders.event_position')
         WHERE type = 'order.placed' AND subject = '%s'
        """.formatted(shop.confirmed));

    assertThat(missed()).containsExactly("an order's events are in the order of its life");
  }

  @Test
  void commandsWereHandledInTheWrongOrder() {
    archive.execute("""
        UPDATE payments.event SET position = nextval('payments.event_position')
         WHERE type = 'payment.charged' AND subject = '%1$s';
        INSERT INTO payments.transfer (account, house, amount, currency, kind, order_id, cause)
        SELECT account, house, amount, currency, kind, order_id, cause FROM payments.transfer
         WHERE kind = 'CHARGE' AND order_id = '%1$s';
        DELETE FROM payments.transfer
         WHERE kind = 'CHARGE' AND order_id = '%1$s' AND id IN (SELECT min(id)
          FROM payments.transfer WHERE kind = 'CHARGE' AND order_id = '%1$s');
        UPDATE payments.decision SET position = 1 WHERE order_id = '%1$s'
        """.formatted(shop.cancelled));

    assertThat(missed())
        .contains(
            "commands of an order are handled in their order",
            "and have their effects in it",
            "the last command is the one that counts");
  }

  @Test
  void aUserWhoWasAcknowledgedIsGone() {
    archive.execute("DELETE FROM users.account");

    assertThat(missed()).containsExactly("every registered user is there, once");
  }

  @Test
  void aUserIsThereTwice() {
    archive.execute("UPDATE registered SET id = '" + shop.product + "'");

    assertThat(missed()).containsExactly("every registered user is there, once");
  }

  @Test
  void aProductThatWasAcknowledgedIsGone() {
    archive.execute("UPDATE created SET id = '" + shop.confirmed + "'");

    assertThat(missed()).contains("every created product is there, once");
  }

  @Test
  void aChangeOfAProductIsLost() {
    archive.execute(
        "INSERT INTO updated VALUES ('key', '" + shop.product + "', 1, 'Big lamp', 300)");

    assertThat(missed())
        .containsExactly(
            "each product is as its merchant was told last",
            "each change of a product happened once");
  }

  private static List<String> missed() {
    return findings.bars().stream()
        .filter(bar -> !bar.isReached())
        .map(Bar::name)
        .toList();
  }

  private static List<String> wrong() {
    return findings.bars().stream().flatMap(bar -> bar.wrong().stream()).toList();
  }
}
