package io.sennit.bench.gateway;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Latency against rate as a picture in SVG: milliseconds go up by tens. */
final class Plot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int RIGHT = 590;
  private static final int TOP = 30;
  private static final int BOTTOM = 390;
  private static final int LEGEND = RIGHT + 20;
  private static final int ROW = 20;
  private static final double LOWEST = 0.1;
  private static final List<String> COLOURS =
      List.of("#555555", "#0b6bcb", "#7a3fb5", "#c2410c", "#15803d", "#b91c6b", "#8a6d00");

  private final List<Contest> contests;
  private final List<String> names;
  private final double mostRate;
  private final int decades;
  private final StringBuilder svg = new StringBuilder(4_096);

  private Plot(List<Contest> contests, List<String> names) {
    this.contests = contests;
    this.names = names;
    this.mostRate =
        contests.stream().mapToInt(contest -> contest.load().rate()).max().orElseThrow();
    double slowest = contests.stream()
        .flatMap(contest -> contest.standings(names).stream())
        .mapToDouble(standing -> standing.p99() / 1_000)
        .max()
        .orElseThrow();
    this.decades = Math.max(1, (int) Math.ceil(Math.log10(slowest / LOWEST)));
  }

  /** Only the loads at a rate are in it. */
  static String of(Results results) {
    List<Contest> atRates =
        results.contests().stream().filter(contest -> contest.load().rate() > 0).toList();
    return new Plot(atRates, results.names()).draw();
  }

  private String draw() {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
            + " font-size='12'>",
        WIDTH, HEIGHT);
    add("<rect width='100%%' height='100%%' fill='white'/>");
    axes();
    for (int i = 0; i < names.size(); i++) {
      contestant(i);
    }
    int notes = TOP + ROW * (names.size() + 1);
    text(LEGEND, notes, "start", "solid: p99");
    text(LEGEND, notes + ROW, "start", "dashed: p50");
    add("</svg>");
    return svg.toString();
  }

  private void axes() {
    for (int decade = 0; decade <= decades; decade++) {
      double millis = LOWEST * Math.pow(10, decade);
      add("<line x1='%d' x2='%d' y1='%3$.1f' y2='%3$.1f' stroke='#ddd'/>", LEFT, RIGHT, y(millis));
      String form = millis < 1 ? "%.1f ms" : "%.0f ms";
      text(LEFT - 8, y(millis) + 4, "end", String.format(Locale.ROOT, form, millis));
    }
    for (Contest contest : contests) {
      int rate = contest.load().rate();
      add(
          "<line x1='%1$.1f' x2='%1$.1f' y1='%2$d' y2='%3$d' stroke='#ddd'/>",
          x(rate), TOP, BOTTOM);
      text(x(rate), BOTTOM + ROW, "middle", Integer.toString(rate));
    }
    text((LEFT + RIGHT) / 2.0, BOTTOM + 2 * ROW, "middle", "requests a second");
  }

  private void contestant(int index) {
    String colour = COLOURS.get(index % COLOURS.size());
    line(index, colour, "", Standing::p99);
    line(index, colour, " stroke-dasharray='5 4'", Standing::p50);
    int row = TOP + ROW * index;
    add("<rect x='%d' y='%d' width='10' height='10' fill='%s'/>", LEGEND, row - 9, colour);
    text(LEGEND + 16, row, "start", names.get(index));
  }

  private void line(int index, String colour, String form, ToDoubleFunction<Standing> micros) {
    String points = contests.stream()
        .map(contest -> String.format(
            Locale.ROOT,
            "%.1f,%.1f",
            x(contest.load().rate()),
            y(micros.applyAsDouble(contest.standings(names).get(index)) / 1_000)))
        .collect(Collectors.joining(" "));
    add("<polyline points='%s' fill='none' stroke-width='2' stroke='%s'%s/>", points, colour, form);
  }

  private double x(double rate) {
    return LEFT + (RIGHT - LEFT) * rate / mostRate;
  }

  private double y(double millis) {
    double up = Math.log10(Math.max(LOWEST, millis) / LOWEST) / decades;
    return BOTTOM - (BOTTOM - TOP) * up;
  }

  private void text(double x, double y, String anchor, String text) {
    add("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, text);
  }

  private void add(String form, Object... arguments) {
    svg.append(String.format(Locale.ROOT, form, arguments)).append('\n');
  }
}
