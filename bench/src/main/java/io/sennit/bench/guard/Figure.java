package io.sennit.bench.guard;

/**
 * Something that was measured in a turn.
 *
 * @param kind whether more of it is good
 */
record Figure(String name, double value, Kind kind) {

  /** What it is a figure of. */
  enum Kind {
    RATE,
    COST
  }

  static Figure rate(String name, double value) {
    return new Figure(name, value, Kind.RATE);
  }

  static Figure cost(String name, double value) {
    return new Figure(name, value, Kind.COST);
  }

  /** How much better this is than that one: 0.9 is a tenth worse, of rates and of costs alike. */
  double over(Figure other) {
    return kind == Kind.RATE ? value / other.value : other.value / value;
  }
}
