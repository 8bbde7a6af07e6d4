package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;

/**
 * How what the services offer is shown.
 *
 * @param shown whether there are {@code /openapi.json} and {@code /docs}
 */
public record Api(boolean shown, String title, String version) {
  public static final Api DEFAULT = new Api(true, "Services of this mesh", "1");

  static Api read(Fields fields) {
    return new Api(
        fields.flag("shown", DEFAULT.shown),
        fields.read("title", DEFAULT.title, text -> text, "a text"),
        fields.read("version", DEFAULT.version, text -> text, "a text such as 2026-11"));
  }
}
