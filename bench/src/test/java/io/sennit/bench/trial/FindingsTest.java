package io.sennit.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.postgres.PostgresOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake that the product must not make is made here by hand, and found. */
class FindingsTest {
  @TempDir
  static Path data;

  private static Server server;
  private static Witness witness;
  private final Findings findings = new Findings(witness);

  @BeforeAll
  static void open() {
    server = new Server(PostgresOptions.in(data).withBinaries(Path.of("target")));
    witness = new Witness(server.uri());
  }

  @AfterAll
  static void close() {
    witness.close();
    server.close();
  }

  @BeforeEach
  void allIsRight() {
    witness.execute("""
        DROP SCHEMA IF EXISTS teller, keeper, counter CASCADE;
        CREATE SCHEMA teller; CREATE SCHEMA keeper; CREATE SCHEMA counter;
        CREATE TABLE teller.subject (name text, number int);
        CREATE TABLE teller.event (position bigint, subject text, data json);
        CREATE TABLE keeper.event (position bigint, subject text, data json);
        CREATE TABLE keeper.effect (
          id bigint GENERATED ALWAYS AS IDENTITY, source text, position bigint, subject text,
          number int);
        CREATE TABLE counter.effect (LIKE keeper.effect INCLUDING ALL);
        INSERT INTO teller.subject VALUES ('s1', 3);
        INSERT INTO teller.event
          SELECT n, 's1', json_build_object('number', n) FROM generate_series(1, 3) AS n;
        INSERT INTO keeper.event SELECT * FROM teller.event;
        INSERT INTO keeper.effect (source, position, subject, number)
          SELECT '/teller', n, 's1', n FROM generate_series(1, 3) AS n;
        INSERT INTO counter.effect (source, position, subject, number)
          SELECT source, n, 's1', n
            FROM unnest(ARRAY['/teller', '/keeper']) AS source, generate_series(1, 3) AS n;
        """);
  }

  @Test
  void nothingIsWrongWhereAllIsRight() {
    assertThat(findings.mistakes(Map.of("s1", 3))).isEmpty();
    assertThat(findings.allHandled()).isTrue();
  }

  @Test
  void anEffectIsMissing() {
    witness.execute("DELETE FROM keeper.effect WHERE number = 2");

    assertThat(mistakes()).containsExactly(Map.entry("lost by keeper of teller", 1L));
    assertThat(findings.allHandled()).isFalse();
  }

  @Test
  void anEffectIsThereTwice() {
    witness.execute("""
        INSERT INTO counter.effect (source, position, subject, number)
        VALUES ('/keeper', 3, 's1', 3)
        """);

    assertThat(mistakes()).containsExactly(Map.entry("handled twice by counter of keeper", 1L));
  }

  @Test
  void anEffectHasNoEvent() {
    witness.execute("""
        INSERT INTO keeper.effect (source, position, subject, number)
        VALUES ('/teller', 4, 's1', 4)
        """);

    assertThat(mistakes())
        .containsExactly(Map.entry("handled though never told by keeper of teller", 1L));
  }

  @Test
  void twoEffectsAreInTheWrongOrder() {
    witness.execute("""
        DELETE FROM keeper.effect WHERE number = 1;
        INSERT INTO keeper.effect (source, position, subject, number)
        VALUES ('/teller', 1, 's1', 1)
        """);

    assertThat(mistakes())
        .containsExactly(Map.entry("handled out of order by keeper of teller", 1L));
  }

  @Test
  void whatWasAnsweredForIsNotThere() {
    assertThat(findings.mistakes(Map.of("s1", 4)))
        .containsExactly(Map.entry("answered for and not there", 1L));
  }

  private Map<String, Long> mistakes() {
    return findings.mistakes(Map.of());
  }
}
