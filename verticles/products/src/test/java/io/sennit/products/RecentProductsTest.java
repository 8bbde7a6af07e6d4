package io.sennit.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.contracts.Line;
import io.sennit.contracts.Money;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Ids;
import io.sennit.testkit.Wait;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of reads, and for how long. */
class RecentProductsTest {
  private final AtomicLong clock = new AtomicLong();
  private final RecentProducts recent = new RecentProducts(2, clock::get);

  @Test
  void aProductIsKnownForLessThanASecondFromTheAskingOn() {
    Product lamp = product();
    recent.keep(lamp, recent.now());

    assertThat(recent.find(lamp.id())).isEqualTo(lamp);
    clock.addAndGet(RecentProducts.LONGEST.toNanos() - 1);
    assertThat(recent.find(lamp.id())).isEqualTo(lamp);
    clock.incrementAndGet();
    assertThat(recent.find(lamp.id())).isNull();
    assertThat(RecentProducts.LONGEST).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aProductThatHasChangedIsForgotten() {
    Product lamp = product();
    recent.keep(lamp, recent.now());

    recent.forget(lamp.id());

    assertThat(recent.find(lamp.id())).isNull();
  }

  @Test
  void aProductWhoseStockHasMovedIsStillKnownAsItIsSold() {
    Product lamp = product();
    recent.keep(lamp, recent.now());

    recent.stockMoved(lamp.id());

    assertThat(recent.find(lamp.id())).isNull();
    assertThat(recent.sold(lamp.id())).isEqualTo(lamp);
    clock.addAndGet(RecentProducts.LONGEST.toNanos());
    assertThat(recent.sold(lamp.id())).isNull();
    recent.keep(lamp, recent.now());
    assertThat(recent.find(lamp.id())).isEqualTo(lamp);
  }

  @Test
  void theOneThatWasNotReadForLongestMakesRoom() {
    Product lamp = product();
    Product chair = product();
    Product desk = product();
    recent.keep(lamp, 0);
    recent.keep(chair, 0);
    recent.find(lamp.id());

    recent.keep(desk, 0);

    assertThat(recent.find(lamp.id())).isNotNull();
    assertThat(recent.find(chair.id())).isNull();
    assertThat(recent.find(desk.id())).isNotNull();
  }

  @Test
  void aChangeOfWhichNobodyHeardIsSeenWithinASecond(@TempDir Path data) {
    try (Market market = Market.in(data, clock::get, 1)) {
      // given a product that was read, and then changed behind the back of the service
      JsonObject id = new JsonObject().put("id", market.product(5));
      read(market, id);
      market.stage().sql("UPDATE products.product SET name = 'Changed'");

      // then it is read as it was, and no longer than that
      assertThat(read(market, id)).isEqualTo("Desk lamp");
      clock.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(read(market, id)).isEqualTo("Changed");
    }
  }

  @Test
  void aReservationIsSeenAtOnceWhenItIsHeardOf(@TempDir Path data) {
    try (Market market = Market.in(data, clock::get, 1)) {
      String lamp = market.product(5);
      JsonObject id = new JsonObject().put("id", lamp);
      read(market, id);

      market.tell(Market.reserve(Ids.next().toString(), new Line(lamp, 2)));

      // The clock stands still: nothing gets too old by itself.
      Wait.until(
          "it is seen",
          () -> market.ask("read", Identity.ANONYMOUS, id).json().getLong("stock") == 3);
    }
  }

  private static String read(Market market, JsonObject id) {
    return market.ask("read", Identity.ANONYMOUS, id).json().getString("name");
  }

  private static Product product() {
    UUID id = Ids.next();
    return new Product(id, "sku", "name", "", Money.none("EUR"), 0, Instant.EPOCH, Instant.EPOCH);
  }
}
