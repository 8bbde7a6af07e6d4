package io.sennit.gateway.head;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One thing that the head of a request is held against. A gateway has all of them; tests leave out
 * one at a time, to see that it is needed.
 */
public enum Guard {
  /** The request line is a method, a space, a target, a space and a version. */
  LINE,
  /** It is HTTP/1.1 or HTTP/1.0, in capital letters. */
  VERSION,
  /** No line of the head begins with white space. */
  FOLD,
  /** Fields have names. */
  NAMES,
  /** There are not too many fields. */
  COUNT,
  /** Fields of which only one can be meant come once. */
  ONCE,
  /** The target is a path, or an address at the host that Host names. */
  TARGET,
  /** There is a Host, and it is one. */
  HOST,
  /** Content-Length is a number in its shortest form, and does not come with a transfer coding. */
  LENGTH,
  /** The only transfer coding is chunked. */
  CODING,
  /** Methods that do not send anything come without a body. */
  BODILESS,
  /** Chunks are followed by no fields. */
  TRAILERS,
  /** Nobody gets to HTTP/2 by an upgrade. */
  UPGRADE,
  /** Nothing but 100-continue is expected. */
  EXPECT,
  /** A path has one spelling. */
  PATH,
  /** A query is percent-encoded UTF-8 with not too many parameters. */
  QUERY,
  /** Fields that operations rely on are what they have to be. */
  FIELDS;

  public static final Set<Guard> ALL = Collections.unmodifiableSet(EnumSet.allOf(Guard.class));
}
