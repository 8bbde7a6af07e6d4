package io.sennit.gateway.limit;

import io.sennit.gateway.limit.Report.Word;
import io.sennit.gateway.rules.Rate;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the gateways of a cluster have let through, as one of them knows it. Any thread may take;
 * one and the same beats and hears.
 */
final class Ledger {
  private static final int SIZE = 1 << 17;

  private final long gateway = ThreadLocalRandom.current().nextLong();
  private final String node;
  private final Peers peers;
  private final Map<Rate, Limit> limits = new ConcurrentHashMap<>();
  private final Map<Long, Limit> byId = new ConcurrentHashMap<>();
  private final LongAdder damaged = new LongAdder();
  private final List<Bucket> awake = new ArrayList<>();
  private volatile Book book = new Book(KeyedHash.freshKey());
  private long lastBeat;
  private boolean resting = true;

  /** All that was counted under one key of the hash. */
  private static final class Book {
    final String key;
    final KeyedHash hash;
    final int name;
    final Buckets buckets = new Buckets(SIZE);
    final Queue<Bucket> woken = new ConcurrentLinkedQueue<>();

    Book(String key) {
      this.key = key;
      this.hash = KeyedHash.under(key);
      this.name = (int) hash.of(0, "name");
    }
  }

  Ledger(String node, Peers peers, Collection<Rate> rates, long now) {
    this.node = node;
    this.peers = peers;
    this.lastBeat = now;
    // What others tell of a limit counts also where nobody has asked for it yet.
    rates.forEach(this::limit);
  }

  Limit limit(Rate rate) {
    Limit known = limits.get(rate);
    return known != null ? known : limits.computeIfAbsent(rate, this::begin);
  }

  private Limit begin(Rate rate) {
    Limit limit = new Limit(rate);
    byId.put(limit.id(), limit);
    return limit;
  }

  /** As {@link Bucket#take}: what is taken with this request, or below zero the time to wait. */
  long take(Limit limit, String who, long now) {
    Book open = book;
    long key = open.hash.of(limit.id(), who);
    return open.buckets.of(key, limit, now).take(now, open.woken);
  }

  String key() {
    return book.key;
  }

  /** From now on counts under this key; what was counted under another is not comparable. */
  void under(String key) {
    if (!key.equals(book.key)) {
      book = new Book(key);
      awake.clear();
    }
  }

  /** What to tell the others now, if anything. */
  @Nullable
  Buffer beat(long now) {
    long length = now - lastBeat;
    lastBeat = now;
    peers.beat(now);
    Queue<Bucket> woken = book.woken;
    for (Bucket bucket = woken.poll(); bucket != null; bucket = woken.poll()) {
      awake.add(bucket);
    }
    Report report = new Report();
    for (Iterator<Bucket> each = awake.iterator(); each.hasNext(); ) {
      if (!each.next().beat(length, report)) {
        each.remove();
      }
    }
    boolean rested = resting;
    resting = awake.isEmpty();
    return resting && rested && report.isEmpty()
        ? null
        : report.toBuffer(resting ? Word.REST : Word.MORE, book.name, gateway, node);
  }

  /** What to tell the others at last. */
  Buffer goodbye() {
    return new Report().toBuffer(Word.GOODBYE, book.name, gateway, node);
  }

  void hear(Buffer bytes, long now) {
    ReportReader reader = ReportReader.of(bytes);
    if (reader == null) {
      damaged.increment();
      return;
    }
    ReportReader.Head head = reader.head();
    if (head.gateway() == gateway) {
      return;
    }
    Peer peer = peers.heard(head, now);
    Book open = book;
    if (head.hash() != open.name) {
      // It will find the key that all share, or we will.
      return;
    }
    boolean whole = reader.tell((id, key, asked, passed) -> {
      Limit limit = byId.get(id);
      if (limit != null) {
        open.buckets.of(key, limit, now).hear(peer, asked, passed, now, open.woken);
      }
    });
    if (!whole) {
      damaged.increment();
    }
  }

  /** Reports that could not be read. */
  long damaged() {
    return damaged.sum();
  }

  /** Users, addresses and routes that are known. */
  int count() {
    return book.buckets.count();
  }
}
