package io.sennit.mesh.message;

/** Who is turned away first when there is too much to do: the later ones. */
public enum Priority {
  /** Health, and what has to go on for others to work. */
  CRITICAL(0),
  /** What changes something, unless said otherwise: behind it is work that somebody has done. */
  HIGH(1),
  /** What reads, unless said otherwise. */
  NORMAL(2),
  /** What can come later. */
  LOW(3);

  private final int rank;

  Priority(int rank) {
    this.rank = rank;
  }

  /** How many are more important. */
  public int rank() {
    return rank;
  }
}
