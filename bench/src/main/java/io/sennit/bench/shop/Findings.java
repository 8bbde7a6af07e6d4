package io.sennit.bench.shop;

import java.util.List;

/** What is wrong with the shop after all, as its database and its public API tell. */
final class Findings {
  private final Archive archive;

  /** Lays beside the database what users were told, and what they see. */
  Findings(Archive archive, History history, Sight sight) {
    this.archive = archive;
    for (History.Kind kind : History.Kind.values()) {
      archive.lay(kind.table(), kind.columns(), history.notes(kind));
    }
    sight.tables().forEach((table, seen) -> archive.lay(table, seen.columns(), seen.rows()));
  }

  List<Bar> bars() {
    return Check.all().stream()
        .map(check -> Bar.of(check.invariant(), check.bar(), archive.texts(check.sql())))
        .toList();
  }
}
