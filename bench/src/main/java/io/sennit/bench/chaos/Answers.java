package io.sennit.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Requests of a load, to be asked about. */
record Answers(List<Answer> all) {
  static Answers together(Stream<Answers> several) {
    return new Answers(several.flatMap(answers -> answers.all().stream()).toList());
  }

  Answers where(Predicate<Answer> which) {
    return new Answers(all.stream().filter(which).toList());
  }

  /** Those that were due from one moment up to another. */
  Answers due(long from, long to) {
    return where(answer -> answer.due() - from >= 0 && answer.due() - to < 0);
  }

  Answers due(long from, Duration length) {
    return due(from, from + length.toNanos());
  }

  Answers ended(long from, long to) {
    return where(answer -> answer.end() - from >= 0 && answer.end() - to < 0);
  }

  Answers ok() {
    return where(Answer::ok);
  }

  Answers failed() {
    return where(answer -> !answer.ok());
  }

  Answers by(long process) {
    return where(answer -> answer.process() == process);
  }

  int count() {
    return all.size();
  }

  double slowest() {
    return all.stream().mapToDouble(Answer::millis).max().orElse(0);
  }

  /** The slowest one, and how much of that this process itself was late with it. */
  String slowestInWords() {
    return all.stream()
        .max(Comparator.comparingDouble(Answer::millis))
        .map(slow ->
            Show.millis(slow.millis()) + ", sent " + Show.millis(slow.sentLateMillis()) + " late")
        .orElse("no request");
  }

  /** Milliseconds that so many of a hundred did not exceed. */
  double percentile(double percent) {
    double[] sorted = all.stream().mapToDouble(Answer::millis).sorted().toArray();
    return sorted.length == 0
        ? 0
        : sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100) - 1)];
  }

  /**
   * The bar for the 99th percentile of requests that nothing disturbs any more, by these of a quiet
   * time, on a machine that does other things as well.
   */
  double normal() {
    return Math.max(50, 3 * percentile(99));
  }

  /** How many failed, of how many, and what they came to. */
  String failures() {
    Map<String, Integer> outcomes = new TreeMap<>();
    failed().all().forEach(answer -> outcomes.merge(answer.outcome(), 1, Integer::sum));
    String kinds = outcomes.isEmpty() ? "" : " " + outcomes;
    return String.format(Locale.ROOT, "%d of %d%s", failed().count(), count(), kinds);
  }

  /** One line for each request, for who wants to know more than the verdicts. */
  void write(Path file) throws IOException {
    long first = all.stream().mapToLong(Answer::due).min().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add("due ms,sent late ms,took ms,outcome,process");
    all.stream()
        .sorted(Comparator.comparingLong(answer -> answer.due() - first))
        .forEach(answer -> lines.add(answer.csv(first)));
    Files.write(file, lines);
  }
}
