package io.sennit.gateway.hostile;

import java.util.List;
import java.util.function.Supplier;

/** The classes of hostile requests over HTTP/1.1. */
enum Corpus {
  JSON_BODIES(JsonBodies::all),
  SCHEMA_ATTACKS(SchemaAttacks::all),
  HEADER_FIELDS(HeaderFields::all),
  REQUEST_LINES(RequestLines::all),
  PATHS(Paths::all),
  SMUGGLING(Smuggling::all),
  OVERSIZED(Oversized::all),
  BEARER_TOKENS(BearerTokens::all),
  CONTENT_TYPES(ContentTypes::all);

  @SuppressWarnings("ImmutableEnumChecker") // A method without a state, each time.
  private final Supplier<List<Hostile>> requests;

  Corpus(Supplier<List<Hostile>> requests) {
    this.requests = requests;
  }

  List<Hostile> requests() {
    return requests.get();
  }
}
