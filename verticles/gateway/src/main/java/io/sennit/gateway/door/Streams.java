package io.sennit.gateway.door;

/**
 * The streams that a client has begun, as far as its last 256 identifiers go. Netty forgets a
 * stream that is over, and cannot tell then whether it has ever been.
 */
final class Streams {
  private static final int WINDOW = 256;

  private final long[] begun = new long[WINDOW / Long.SIZE];
  private final long[] ended = new long[WINDOW / Long.SIZE];
  private int latest = -1;

  /** What header fields on a stream mean. */
  enum Header {
    NEW,
    GOING_ON,
    /** A later stream was begun first, which closed this one. */
    LEFT_OUT,
    /** The client itself had ended it. */
    OVER
  }

  Header begin(int stream, boolean ends) {
    // Streams of clients have odd numbers; what else they have is for the codec to refuse.
    int index = stream >>> 1;
    if (index > latest) {
      forget(latest + 1, index);
      latest = index;
      set(begun, index);
      mark(index, ends);
      return Header.NEW;
    }
    if (latest - index >= WINDOW) {
      return Header.GOING_ON;
    }
    if (!isSet(begun, index)) {
      return Header.LEFT_OUT;
    }
    if (isSet(ended, index)) {
      return Header.OVER;
    }
    mark(index, ends);
    return Header.GOING_ON;
  }

  void end(int stream) {
    int index = stream >>> 1;
    if (index <= latest && latest - index < WINDOW) {
      set(ended, index);
    }
  }

  private void mark(int index, boolean ends) {
    if (ends) {
      set(ended, index);
    }
  }

  /** Makes room for the identifiers up to the newest one. */
  private void forget(int from, int to) {
    for (int index = Math.max(from, to - WINDOW + 1); index <= to; index++) {
      begun[word(index)] &= ~bit(index);
      ended[word(index)] &= ~bit(index);
    }
  }

  private static void set(long[] bits, int index) {
    bits[word(index)] |= bit(index);
  }

  private static boolean isSet(long[] bits, int index) {
    return (bits[word(index)] & bit(index)) != 0;
  }

  private static int word(int index) {
    return index % WINDOW / Long.SIZE;
  }

  private static long bit(int index) {
    return 1L << index;
  }
}
