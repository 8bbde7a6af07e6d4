package io.sennit.bench.http;

import java.net.URI;

/**
 * What is asked for.
 *
 * @param token shown with each request
 */
public record Target(URI uri, String token) {
  static final String START_OF_ANSWER = "{\"time\":\"";

  /** On this machine. */
  public static Target local(int port, String token) {
    return new Target(URI.create("http://127.0.0.1:" + port + "/time"), token);
  }
}
