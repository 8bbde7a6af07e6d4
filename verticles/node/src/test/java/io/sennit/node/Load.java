package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that ask over and over, each on its own kept connection, and note all that is not a good
 * answer.
 */
final class Load {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final AtomicInteger answers = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean stopped;

  private Load() {}

  /** So many clients with each of these requests. */
  static Load of(int clients, HttpRequest... requests) {
    Load load = new Load();
    for (int i = 0; i < clients * requests.length; i++) {
      HttpRequest request = requests[i % requests.length];
      Thread client = new Thread(() -> load.repeat(request), "load-" + i);
      client.setDaemon(true);
      load.clients.add(client);
      client.start();
    }
    return load;
  }

  private void repeat(HttpRequest request) {
    HttpClient client = Http.client();
    while (!stopped) {
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          answers.incrementAndGet();
        } else {
          failures.add(request + " " + answer.statusCode() + " " + answer.body());
        }
      } catch (IOException broken) {
        failures.add(request + " " + broken);
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  int answers() {
    return answers.get();
  }

  List<String> failures() {
    return failures;
  }

  void awaitAnswers(int count) {
    Eventually.within(BOUND, () -> assertThat(answers()).isGreaterThanOrEqualTo(count));
  }

  void stop() throws InterruptedException {
    stopped = true;
    for (Thread client : clients) {
      client.join(BOUND.toMillis());
    }
  }
}
