package io.sennit.gateway.door;

import java.util.Locale;

/** Why a connection is ended, or not begun. */
enum Lapse {
  /** There is no room for one more. */
  FULL,
  /** The header fields of a request did not come in time. */
  HEAD,
  /** A body comes too slowly. */
  BODY,
  /** An answer is taken too slowly. */
  ANSWER,
  /** Frames that break the rules of HTTP/2, or nothing but frames that do nothing. */
  FRAMES,
  /** A request is under way and nothing at all passes. */
  SILENCE,
  /** It rested for as long as connections may; nobody's fault. */
  REST;

  /** What metrics call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
