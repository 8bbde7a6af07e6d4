package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Requests at a rate that does not care how the answers come, over kept connections. Each counts
 * from the moment it was due, so that a wait before its sending is seen as well. Where there are
 * several gateways they are asked in turn, and another one where a connection is refused or breaks.
 */
final class OpenLoad implements AutoCloseable {
  /** Longer than any deadline here: a request without an answer by then got none. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** More than can be in flight: a client that waits for its connections would ask less. */
  private static final PoolOptions POOL =
      new PoolOptions().setHttp1MaxSize(8_192).setMaxWaitQueueSize(-1);

  /** Who is behind must read answers between what it sends, or it falls behind ever more. */
  private static final int MOST_AT_ONCE = 64;

  private final Context loop;
  private final HttpClientAgent client;
  private final List<URI> gateways;
  private final Plan plan;
  private final @Nullable Path requests;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final long started = System.nanoTime();
  private final AtomicLong broken = new AtomicLong();
  private int turn;
  private volatile boolean stopped;

  /**
   * What is asked.
   *
   * @param paths asked for in turn
   * @param timeout after which the client wants no answer any more
   */
  record Plan(double perSecond, List<String> paths, Duration timeout) {
    private static final Duration MESH_DEFAULT = Duration.ofSeconds(10);

    static Plan of(double perSecond, String... paths) {
      return new Plan(perSecond, List.of(paths), MESH_DEFAULT);
    }

    Plan within(Duration other) {
      return new Plan(perSecond, paths, other);
    }
  }

  private OpenLoad(Vertx vertx, List<URI> gateways, Plan plan, @Nullable Path requests) {
    this.loop = ((VertxInternal) vertx).createEventLoopContext();
    this.client = vertx.createHttpClient(new HttpClientOptions(), POOL);
    this.gateways = gateways;
    this.plan = plan;
    this.requests = requests;
  }

  /** @param requests a folder where all of them are written in the end */
  static OpenLoad start(Vertx vertx, List<URI> gateways, Plan plan, @Nullable Path requests) {
    OpenLoad load = new OpenLoad(vertx, gateways, plan, requests);
    load.loop.runOnContext(v -> load.sendWhatIsDue());
    return load;
  }

  private void sendWhatIsDue() {
    if (stopped) {
      return;
    }
    for (int i = 0; i < MOST_AT_ONCE && dueOf(asked.get()) - System.nanoTime() <= 0; i++) {
      long number = asked.getAndIncrement();
      send(plan.paths().get((int) (number % plan.paths().size())), dueOf(number));
    }
    loop.owner().setTimer(1, again -> sendWhatIsDue());
  }

  private long dueOf(long number) {
    return started + (long) (number / plan.perSecond() * TimeUnit.SECONDS.toNanos(1));
  }

  private void send(String path, long due) {
    long sent = System.nanoTime();
    long until = System.currentTimeMillis() + plan.timeout().toMillis();
    String target = path + "?until=" + (until + Answer.SLACK_MILLIS);
    ask(target, turn++, 1)
        .compose(response -> response.body().map(body -> answer(due, sent, response, body)))
        .timeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(failure -> Answer.none(due, sent, failure))
        .onSuccess(answer -> {
          answers.add(answer);
          answered.incrementAndGet();
        });
  }

  private Future<HttpClientResponse> ask(String target, int gateway, int number) {
    URI there = gateways.get(Math.floorMod(gateway, gateways.size()));
    RequestOptions request = new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost(there.getHost())
        .setPort(there.getPort())
        .setURI(target)
        .putHeader("sennit-timeout", Long.toString(plan.timeout().toMillis()));
    Future<HttpClientRequest> connected = client.request(request);
    return connected.compose(HttpClientRequest::send).recover(failure -> {
      if (connected.succeeded()) {
        broken.incrementAndGet();
      }
      return number < gateways.size()
          ? ask(target, gateway + 1, number + 1)
          : Future.failedFuture(failure);
    });
  }

  /** Requests whose connection broke when they had been sent. */
  long broken() {
    return broken.get();
  }

  private static Answer answer(long due, long sent, HttpClientResponse response, Buffer body) {
    boolean ok = response.statusCode() == Answer.OK;
    long process = ok ? new JsonObject(body).getLong("pid", 0L) : 0;
    boolean retryAfter = response.getHeader("retry-after") != null;
    return Answer.of(due, sent, response.statusCode(), retryAfter, process);
  }

  /** What has been answered so far. */
  Answers answers() {
    return new Answers(List.copyOf(answers));
  }

  long asked() {
    return asked.get();
  }

  /** Whether this process has answered a request that was due after a moment. */
  boolean answeredBy(long process, long since) {
    return answers.stream()
        .anyMatch(answer -> answer.process() == process && answer.due() - since > 0);
  }

  /** Sends nothing more, and waits for the answers that are still to come. */
  Answers end() throws Exception {
    stopped = true;
    Patience.until(() -> answered.get() == asked.get(), SILENCE.plusSeconds(5));
    Answers all = answers();
    if (requests != null) {
      String name = "load-" + System.currentTimeMillis() + ".csv";
      all.write(Files.createDirectories(requests).resolve(name));
    }
    return all;
  }

  @Override
  public void close() {
    stopped = true;
    client.close();
  }
}
