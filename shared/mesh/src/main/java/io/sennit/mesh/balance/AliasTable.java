package io.sennit.mesh.balance;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws an index in proportion to its share, in constant time (Walker's method of aliases). */
final class AliasTable {
  private final double[] shares;
  private final double[] own;
  private final int[] other;

  AliasTable(double[] shares) {
    int size = shares.length;
    double mean = Arrays.stream(shares).sum() / size;
    this.shares = shares;
    own = new double[size];
    other = new int[size];
    int[] small = new int[size];
    int[] large = new int[size];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < size; i++) {
      own[i] = shares[i] / mean;
      other[i] = i;
      if (own[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    // Each column has the height 1: a small share fills its own in part, a large one the rest.
    while (smalls > 0 && larges > 0) {
      int filled = small[--smalls];
      int giver = large[larges - 1];
      other[filled] = giver;
      own[giver] -= 1 - own[filled];
      if (own[giver] < 1) {
        small[smalls++] = giver;
        larges--;
      }
    }
  }

  double share(int index) {
    return shares[index];
  }

  int draw(RandomGenerator dice) {
    int column = dice.nextInt(own.length);
    return dice.nextDouble() < own[column] ? column : other[column];
  }
}
