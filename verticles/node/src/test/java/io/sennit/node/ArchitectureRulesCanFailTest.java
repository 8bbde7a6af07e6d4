package io.sennit.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A rule that cannot fail is no rule: here are two packages that break them. */
class ArchitectureRulesCanFailTest {
  private static final String FIXTURE = "io.sennit.node.archfixture";
  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(FIXTURE);

  @Test
  void a_cycle_of_two_packages_is_reported_with_both_arrows() {
    assertThat(violationsOf(ArchitectureTest.packages_are_free_of_cycles))
        .contains("Cycle detected", "Left.right", "Right.left");
  }

  @Test
  void an_arrow_that_the_table_does_not_allow_is_reported() {
    Map<String, Set<String>> table = Map.of("left", Set.of("right"), "right", Set.of());

    assertThat(violationsOf(rooms(table))).contains("Right.left").doesNotContain("Left.right");
  }

  @Test
  void a_room_without_a_line_in_the_table_is_reported() {
    Map<String, Set<String>> table = Map.of("left", Set.of("right"));

    assertThat(violationsOf(rooms(table))).contains("Right is in a room without a line");
  }

  @Test
  void bad_habits_are_reported() {
    assertThat(violationsOf(ArchitectureTest.nobody_sleeps)).contains("LeftHelper.doze");
    assertThat(violationsOf(ArchitectureTest.only_settings_reads_the_environment))
        .contains("LeftHelper.home");
    assertThat(violationsOf(ArchitectureTest.nobody_is_configured_by_system_properties))
        .contains("LeftHelper.home");
    assertThat(violationsOf(ArchitectureTest.only_the_store_connects_to_postgresql))
        .contains("LeftHelper.keep");
    assertThat(violationsOf(ArchitectureTest.names_are_nouns_of_the_domain)).contains("LeftHelper");
  }

  private static ArchRule rooms(Map<String, Set<String>> table) {
    return classes().should(new KnowOnlyAllowedRooms(FIXTURE, table::get));
  }

  private static String violationsOf(ArchRule rule) {
    return rule.evaluate(BROKEN).getFailureReport().toString();
  }
}
