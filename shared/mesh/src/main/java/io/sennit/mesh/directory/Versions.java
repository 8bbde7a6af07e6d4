package io.sennit.mesh.directory;

/** Orders versions as people mean them: 1.10.0 is newer than 1.9.0. */
final class Versions {
  private Versions() {}

  static int compare(String left, String right) {
    String[] a = left.split("[.-]");
    String[] b = right.split("[.-]");
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      int order = isNumber(a[i]) && isNumber(b[i])
          ? Long.compare(Long.parseLong(a[i]), Long.parseLong(b[i]))
          : a[i].compareTo(b[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.length, b.length);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.length() < 18 && part.chars().allMatch(Character::isDigit);
  }
}
