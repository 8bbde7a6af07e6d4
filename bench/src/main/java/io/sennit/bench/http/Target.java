package io.sennit.bench.http;

import java.net.URI;

/**
 * What is asked for.
 *
 * @param token shown with each request
 */
public record Target(URI uri, String token) {
  static final String START_OF_ANSWER = "{\"time\":\"";

  @Override
  public String toString() {
    return uri.toString();
  }
}
