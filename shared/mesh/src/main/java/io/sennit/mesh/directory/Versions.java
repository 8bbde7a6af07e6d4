package io.sennit.mesh.directory;

/**
 * Orders versions as Semantic Versioning does: 1.10.0 is newer than 1.9.0, and 1.0.0-rc1 older than
 * 1.0.0.
 */
final class Versions {
  private Versions() {}

  static int compare(String left, String right) {
    int dashLeft = left.indexOf('-');
    int dashRight = right.indexOf('-');
    int release = compareParts(upTo(left, dashLeft), upTo(right, dashRight));
    if (release != 0 || (dashLeft < 0 && dashRight < 0)) {
      return release;
    }
    if (dashLeft < 0 || dashRight < 0) {
      return dashLeft < 0 ? 1 : -1;
    }
    return compareParts(left.substring(dashLeft + 1), right.substring(dashRight + 1));
  }

  private static int compareParts(String left, String right) {
    String[] a = left.split("\\.", -1);
    String[] b = right.split("\\.", -1);
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

  private static String upTo(String version, int dash) {
    return dash < 0 ? version : version.substring(0, dash);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.length() < 18 && part.chars().allMatch(Character::isDigit);
  }
}
