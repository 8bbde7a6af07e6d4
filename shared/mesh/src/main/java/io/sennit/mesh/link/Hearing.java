package io.sennit.mesh.link;

/**
 * Decides whether another lane is still there, from what is heard of it.
 *
 * <p>Silence is counted in ticks of this lane's own timer and not in time: when this process was
 * stopped itself, it has not ticked meanwhile and blames nobody.
 */
final class Hearing {
  static final long TICK_MILLIS = 100;

  /**
   * Ticks of silence until a lane counts as lost: longer than a stop of a second, as a collection
   * of garbage or a moved virtual machine may take, and short enough for a call of 2 s to be
   * repeated.
   */
  static final int PATIENCE = 15;

  private static final int TICKS_BETWEEN_TRIES = 3;

  private boolean heard;
  private boolean unsent;
  private boolean lost;
  private int waiting;
  private int silence;

  /** What a tick asks for. */
  enum Step {
    NOTHING,
    /** Ask the other lane to say something. */
    ASK,
    /** Give it up: nobody who waits for it will hear anything soon. */
    GIVE_UP
  }

  void calling() {
    waiting++;
  }

  void settled() {
    waiting--;
  }

  /** Something came from the other lane, whatever it was. */
  void heard() {
    heard = true;
    unsent = false;
    lost = false;
  }

  /**
   * Something could not be sent. A connection may have closed by chance, and the next one will
   * tell; when that fails as well, this returns true: the lane is lost.
   */
  boolean unsent() {
    boolean again = unsent;
    unsent = true;
    lost |= again;
    return again;
  }

  /** Whether nobody cares at the moment if the other lane is there. */
  boolean isIdle() {
    return waiting == 0 && !lost && !unsent;
  }

  /** Whether it was given up, and has not been heard since. */
  boolean isLost() {
    return lost;
  }

  Step tick() {
    if (heard || isIdle()) {
      heard = false;
      silence = 0;
      return Step.NOTHING;
    }
    silence++;
    if (lost) {
      return silence % TICKS_BETWEEN_TRIES == 0 ? Step.ASK : Step.NOTHING;
    }
    if (silence < PATIENCE) {
      return Step.ASK;
    }
    lost = true;
    return Step.GIVE_UP;
  }
}
