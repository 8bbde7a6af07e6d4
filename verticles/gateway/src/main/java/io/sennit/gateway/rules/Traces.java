package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;

/**
 * How many requests' traces are remembered, whatever their routes say: there is room for so many,
 * and each new one drives out an old one.
 *
 * @param most those of the routes' shares, in a second
 * @param asked those whose clients have sampled them, in a second
 */
public record Traces(int most, int asked) {
  public static final Traces DEFAULT = new Traces(20, 10);

  static Traces read(Fields fields) {
    return new Traces(
        fields.whole("most", DEFAULT.most, 0, 100_000),
        fields.whole("asked", DEFAULT.asked, 0, 100_000));
  }
}
