package io.sennit.mesh.balance;

import io.sennit.mesh.policy.Balancing;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Servers and their callers in simulated time: calls come at random, wait, and are answered. */
final class Farm {
  final List<Server> servers = new ArrayList<>();

  private final Random random;
  private final UsualLatency usual = new UsualLatency();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now = 1;
  private long answered;
  private double spent;

  private record Event(long at, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return Long.compare(at, other.at);
    }
  }

  Farm(Random random) {
    this.random = random;
  }

  Server server(double weight, double meanMillis, int workers) {
    Server server = new Server("s" + servers.size(), weight, workers, new Load(() -> now, usual));
    server.meanNanos = meanMillis * 1e6;
    servers.add(server);
    return server;
  }

  Balancer<Server> balancer(Balancing.Strategy strategy) {
    return Balancers.over(Keys.policy(strategy), servers, UnaryOperator.identity(), () -> random);
  }

  /** Calls at random moments, so many a second, for so long. */
  void run(Balancer<Server> balancer, double perSecond, double seconds) {
    long end = now + (long) (seconds * 1e9);
    long next = now + wait(1e9 / perSecond);
    while (next <= end) {
      until(next);
      call(balancer);
      next += wait(1e9 / perSecond);
    }
    until(end);
  }

  /** One call after the other. */
  void inTurn(Balancer<Server> balancer, int calls) {
    for (int i = 0; i < calls; i++) {
      call(balancer);
      until(events.element().at);
    }
  }

  double share(Server server) {
    return (double) server.picks / servers.stream().mapToLong(s -> s.picks).sum();
  }

  double meanMillis() {
    return spent / answered / 1e6;
  }

  /** Counts from here. */
  void forget() {
    servers.forEach(server -> server.picks = 0);
  }

  private void until(long time) {
    while (!events.isEmpty() && events.element().at <= time) {
      Event event = events.remove();
      now = event.at;
      event.what.run();
    }
    now = time;
  }

  private void call(Balancer<Server> balancer) {
    Server server = balancer.pick(Keys.NONE, any -> true);
    server.picks++;
    server.waiting.add(server.load.start());
    work(server);
  }

  private void work(Server server) {
    if (server.stuck || server.busy == server.workers || server.waiting.isEmpty()) {
      return;
    }
    server.busy++;
    long started = server.waiting.remove();
    long takes = server.failing ? 100_000 : wait(server.meanNanos);
    events.add(new Event(now + takes, () -> {
      server.busy--;
      server.load.end(started, now, server.failing);
      answered++;
      spent += now - started;
      work(server);
    }));
  }

  private long wait(double mean) {
    return (long) (-Math.log(1 - random.nextDouble()) * mean);
  }
}
