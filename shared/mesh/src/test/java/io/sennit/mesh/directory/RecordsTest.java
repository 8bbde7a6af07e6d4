package io.sennit.mesh.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.servicediscovery.Record;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node "here" and its copy, while members come and go. */
class RecordsTest {
  private final Vertx vertx = Vertx.vertx();
  private final SilentMap map = new SilentMap();
  private final Members members = new Members();
  private Records records;

  @BeforeEach
  void start() throws Exception {
    records = new Records(vertx, map, members, new Rhythm.Pace(60_000, 50));
    records.loaded().await(5, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void aRecordWhoseChangeWasMissedIsFoundSoonAfterANodeCame() {
    members.known.add("there");
    map.entries.put("a", text("a", "there"));
    members.joined.run();
    until(() -> records.get("a") != null);
  }

  @Test
  void aRecordOfThisNodeThatSomebodyRemovedIsWrittenAgainSoon() throws Exception {
    records.put(record("own", "here")).await(5, TimeUnit.SECONDS);
    map.entries.remove("own");
    map.listener.changed("own", null);
    until(() -> map.entries.containsKey("own"));
    until(() -> records.get("own") != null);
  }

  @Test
  void aComparisonThatFindsNothingNewIsToldToNobody() throws Exception {
    records.put(record("own", "here")).await(5, TimeUnit.SECONDS);
    AtomicInteger told = new AtomicInteger();
    records.onChange(told::incrementAndGet);
    int before = map.reads.get();
    members.joined.run();
    until(() -> map.reads.get() >= before + 3);
    assertThat(told).hasValue(0);
  }

  @Test
  void theRecordsOfANodeThatLeftAreRemoved() throws Exception {
    members.known.add("there");
    records.put(record("a", "there")).await(5, TimeUnit.SECONDS);
    members.known.remove("there");
    members.left.accept("there");
    assertThat(records.get("a")).isNull();
    assertThat(map.entries).isEmpty();
  }

  @Test
  void nobodySeesTheHalfOfANodeThatLeft() throws Exception {
    List<Set<String>> seen = whatIsSeenWhileANodeGoes(() -> members.left.accept("there"));
    assertThat(seen).containsExactly(Set.of("own"));
  }

  @Test
  void norWhenAnotherNodeThatKnewItFirstRemovesOneRecordAfterTheOther() throws Exception {
    List<Set<String>> seen = whatIsSeenWhileANodeGoes(() -> {
      map.listener.changed("a", null);
      map.listener.changed("b", null);
    });
    assertThat(seen).isNotEmpty().allMatch(Set.of("own")::equals);
  }

  @Test
  void whatOneRemovalTellsOfANodeThatIsNoMemberIsNotTakenFromAll() throws Exception {
    map.entries.putAll(Map.of("a", text("a", "comes"), "b", text("b", "comes")));
    Records slow = new Records(vertx, map, members, new Rhythm.Pace(60_000, 60_000));
    slow.loaded().await(5, TimeUnit.SECONDS);
    map.entries.remove("a");
    map.listener.changed("a", null);
    assertThat(slow.all()).isEmpty();
    assertThat(map.entries).containsOnlyKeys("b");
  }

  private List<Set<String>> whatIsSeenWhileANodeGoes(Runnable going) throws Exception {
    members.known.add("there");
    records.put(record("own", "here")).await(5, TimeUnit.SECONDS);
    records.put(record("a", "there")).await(5, TimeUnit.SECONDS);
    records.put(record("b", "there")).await(5, TimeUnit.SECONDS);
    List<Set<String>> seen = new CopyOnWriteArrayList<>();
    records.onChange(() ->
        seen.add(records.all().stream().map(Record::getRegistration).collect(Collectors.toSet())));
    members.known.remove("there");
    going.run();
    return seen;
  }

  @Test
  void aNodeThatIsKnownByItsRecordsFirstKeepsThem() throws Exception {
    map.entries.put("a", text("a", "comes"));
    members.joined.run();
    until(() -> records.get("a") != null);
    members.known.add("comes");
    map.entries.put("b", text("b", "comes"));
    until(() -> records.get("b") != null);
    assertThat(map.entries).containsOnlyKeys("a", "b");
  }

  @Test
  void whatBelongsToNoMemberForLongIsRemoved() {
    map.entries.put("a", text("a", "nobody"));
    members.joined.run();
    until(() -> records.get("a") != null);
    until(() -> map.entries.isEmpty() && records.get("a") == null);
  }

  private static Record record(String registration, String owner) {
    return new Record()
        .setRegistration(registration)
        .setName(registration)
        .setLocation(new JsonObject().put("node", owner));
  }

  private static String text(String registration, String owner) {
    return record(registration, owner).toJson().encode();
  }

  private static void until(BooleanSupplier condition) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 15 s").isLessThan(giveUp);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** A map whose changes are heard of only when a test says so. */
  private static final class SilentMap implements RecordMap {
    final Map<String, String> entries = new ConcurrentHashMap<>();
    final AtomicInteger reads = new AtomicInteger();
    Listener listener = (registration, record) -> {};

    @Override
    public CompletionStage<?> put(String registration, String record) {
      entries.put(registration, record);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<String> remove(String registration) {
      return CompletableFuture.completedFuture(entries.remove(registration));
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public Map<String, String> readAll() {
      reads.incrementAndGet();
      return Map.copyOf(entries);
    }

    @Override
    public void listen(Listener other) {
      listener = other;
    }
  }

  private static final class Members implements Membership {
    final Set<String> known = new CopyOnWriteArraySet<>(Set.of("here"));
    Consumer<String> left = node -> {};
    Runnable joined = () -> {};

    @Override
    public String self() {
      return "here";
    }

    @Override
    public Set<String> members() {
      return Set.copyOf(known);
    }

    @Override
    public void onLeft(Consumer<String> listener) {
      left = listener;
    }

    @Override
    public void onJoined(Runnable listener) {
      joined = listener;
    }

    @Override
    public void onMerged(Runnable listener) {
      // Not told of here.
    }
  }
}
