package io.sennit.mesh.settings;

/** Whole numbers within bounds. */
final class Numbers {
  private Numbers() {}

  /** The number, or -1 for what is none or out of range. */
  static int within(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text.strip());
      return number >= least && number <= most ? number : -1;
    } catch (NumberFormatException none) {
      return -1;
    }
  }
}
