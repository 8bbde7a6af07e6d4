package io.sennit.bench.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the effects of all that was told, when nobody works any more. */
final class Findings {
  private static final List<Reading> READINGS = List.of(
      new Reading(Teller.NAME, Keeper.NAME),
      new Reading(Teller.NAME, Counter.NAME),
      new Reading(Keeper.NAME, Counter.NAME));

  private static final String LOST = """
      SELECT count(*) FROM %1$s.event AS told
       WHERE NOT EXISTS (SELECT FROM %2$s.effect AS had
                          WHERE had.source = '/%1$s' AND had.position = told.position)
      """;
  private static final String DOUBLED = """
      SELECT count(*) - count(DISTINCT position) FROM %2$s.effect WHERE source = '/%1$s'
      """;
  private static final String UNFOUNDED = """
      SELECT count(*) FROM %2$s.effect AS had
       WHERE had.source = '/%1$s'
         AND NOT EXISTS (SELECT FROM %1$s.event AS told
                          WHERE told.position = had.position AND told.subject = had.subject
                            AND (told.data ->> 'number')::int = had.number)
      """;
  /** A subject's effects get their ids one after the other: who handles the next has seen it. */
  private static final String DISORDERED = """
      SELECT count(*)
        FROM (SELECT number, lag(number) OVER (PARTITION BY subject ORDER BY id) AS before
                FROM %2$s.effect
               WHERE source = '/%1$s') AS had
       WHERE before > number
      """;

  private static final String MISNUMBERED = """
      SELECT count(*)
        FROM (SELECT (data ->> 'number')::int AS number,
                     row_number() OVER (PARTITION BY subject ORDER BY position) AS place
                FROM %1$s.event) AS told
       WHERE number <> place
      """;
  private static final String FORGOTTEN = """
      SELECT count(*)
        FROM teller.subject
       WHERE number <> (SELECT count(*) FROM teller.event WHERE event.subject = subject.name)
      """;

  private final Witness witness;

  /** Who reads whose log. */
  private record Reading(String source, String reader) {
    String ask(String sql) {
      return sql.formatted(source, reader);
    }
  }

  Findings(Witness witness) {
    this.witness = witness;
  }

  /** How often each kind of mistake was made; nothing when all is right. */
  Map<String, Long> mistakes(Map<String, Integer> answered) {
    Map<String, Long> mistakes = new LinkedHashMap<>();
    for (Reading reading : READINGS) {
      String where = " by " + reading.reader() + " of " + reading.source();
      note(mistakes, "lost" + where, reading.ask(LOST));
      note(mistakes, "handled twice" + where, reading.ask(DOUBLED));
      note(mistakes, "handled though never told" + where, reading.ask(UNFOUNDED));
      note(mistakes, "handled out of order" + where, reading.ask(DISORDERED));
    }
    note(mistakes, "out of order in the log of teller", MISNUMBERED.formatted(Teller.NAME));
    note(mistakes, "out of order in the log of keeper", MISNUMBERED.formatted(Keeper.NAME));
    note(mistakes, "subjects whose events are not all in the log", FORGOTTEN);
    long missing = answered.entrySet().stream()
        .filter(last -> witness.number("SELECT count(*) FROM teller.subject WHERE name = '"
                + last.getKey() + "' AND number >= " + last.getValue())
            == 0)
        .count();
    if (missing > 0) {
      mistakes.put("answered for and not there", missing);
    }
    return mistakes;
  }

  private void note(Map<String, Long> mistakes, String what, String sql) {
    long count = witness.number(sql);
    if (count != 0) {
      mistakes.put(what, count);
    }
  }

  /** Whether every group has had as much as was told. */
  boolean allHandled() {
    return READINGS.stream().allMatch(reading -> {
      long had = witness.number("SELECT count(*) FROM " + reading.reader()
          + ".effect WHERE source = '/" + reading.source() + "'");
      return had >= witness.number("SELECT count(*) FROM " + reading.source() + ".event");
    });
  }

  /** How far the groups are; it grows for as long as any of them works. */
  long progress() {
    return witness.number("SELECT coalesce(max(id), 0) FROM keeper.effect")
        + witness.number("SELECT coalesce(max(id), 0) FROM counter.effect");
  }
}
