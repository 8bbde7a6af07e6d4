package io.sennit.node;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The shape of Sennit: which room may know which, and what nobody does. */
@AnalyzeClasses(packages = "io.sennit", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /**
   * What each room of the mesh may know. A room that is missing here fails: decide where it stands.
   */
  private static final Map<String, Set<String>> MESH = Map.ofEntries(
      entry("problem", Set.of()),
      entry("observe", Set.of("problem", "message")),
      entry("message", Set.of("problem")),
      entry("policy", Set.of("problem", "message")),
      entry("settings", Set.of("problem", "policy", "store")),
      entry("fit", Set.of()),
      entry("store", Set.of("problem", "message")),
      entry("trace", Set.of("problem", "message")),
      entry("event", Set.of("problem", "message", "store", "trace")),
      entry("saga", Set.of("problem", "message", "store", "event")),
      entry("directory", Set.of("problem", "message")),
      entry("balance", Set.of("message", "policy")),
      entry("guard", Set.of("problem", "message", "policy")),
      entry("link", Set.of("problem", "message", "observe")),
      // Knows no client: it is handed the way to those that take streams.
      entry("stream", Set.of("problem", "message", "link", "observe")),
      // Knows no edge and no client: it is handed the way to the service that signs tokens.
      entry("token", Set.of("problem", "message")),
      entry(
          "client",
          Set.of(
              "problem",
              "message",
              "policy",
              "directory",
              "balance",
              "guard",
              "link",
              "observe",
              "trace")),
      entry("feed", Set.of("problem", "message", "directory", "event")),
      entry(
          "service",
          Set.of(
              "problem",
              "message",
              "fit",
              "directory",
              "link",
              "client",
              "stream",
              "store",
              "event",
              "saga",
              "token",
              "observe",
              "trace")));

  /** What each module but the node may know. A module that is missing here is a service. */
  private static final Map<String, Set<String>> MODULES = Map.of(
      "mesh", Set.of(),
      "contracts", Set.of(),
      "cluster", Set.of("mesh"));

  private static final Set<String> SERVICE_MAY_KNOW = Set.of("mesh", "contracts");

  @ArchTest
  static final ArchRule packages_are_free_of_cycles = slices()
      .matching("io.sennit.(**)")
      .should()
      .beFreeOfCycles()
      .because("a package in a cycle cannot be read, tested or moved without all the others");

  @ArchTest
  static final ArchRule rooms_of_the_mesh_look_down = classes()
      .that()
      .resideInAPackage("io.sennit.mesh..")
      .should(new KnowOnlyAllowedRooms("io.sennit.mesh", MESH::get))
      .because("arrows that point one way let a room be understood from what is below it alone");

  @ArchTest
  static final ArchRule only_the_node_wires_services = classes()
      .that()
      .resideOutsideOfPackage("io.sennit.node..")
      .should(new KnowOnlyAllowedRooms(
          "io.sennit", module -> MODULES.getOrDefault(module, SERVICE_MAY_KNOW)))
      .because("services meet over the bus: one that links another's classes cannot be deployed"
          + " alone, and a mesh that knows its services serves nobody else");

  @ArchTest
  static final ArchRule only_settings_reads_the_environment = noClasses()
      .that()
      .resideOutsideOfPackage("io.sennit.mesh.settings..")
      .should()
      .accessTargetWhere(named(System.class, "getenv"))
      .because(
          "what is read in one place is checked, documented and replaced in tests in one place");

  @ArchTest
  static final ArchRule nobody_is_configured_by_system_properties = noClasses()
      .that()
      // Which program to run depends on the machine, and Java tells that by properties only.
      .resideOutsideOfPackage("io.sennit.postgres..")
      .should()
      .accessTargetWhere(named(System.class, "getProperty", "getProperties")
          .or(named(Boolean.class, "getBoolean"))
          .or(named(Integer.class, "getInteger"))
          .or(named(Long.class, "getLong")))
      .because(
          "options and their environment variables are public, a -D flag is a hidden third way");

  @ArchTest
  static final ArchRule only_the_cluster_configures_hazelcast = noClasses()
      .that()
      .resideOutsideOfPackage("io.sennit.cluster..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("com.hazelcast.config..")
      .because("its defaults are unsafe and are changed in one place");

  @ArchTest
  static final ArchRule only_cluster_and_directory_touch_hazelcast = noClasses()
      .that()
      .resideOutsideOfPackages("io.sennit.cluster..", "io.sennit.mesh.directory..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("com.hazelcast..")
      .because("the cluster holds only what can be rebuilt: no lock, map or counter guards money");

  @ArchTest
  static final ArchRule only_the_store_connects_to_postgresql = noClasses()
      .that()
      .resideOutsideOfPackage("io.sennit.mesh.store..")
      .should()
      .dependOnClassesThat(
          assignableTo("io.vertx.sqlclient.SqlClient").or(resideInAPackage("java.sql..")))
      .because("whoever has a connection of its own escapes the role, the bounds and the deadline"
          + " that the store holds a service to");

  @ArchTest
  static final ArchRule nobody_sleeps = noClasses()
      .that()
      // Another process tells that it is ready by a file, and nothing but looking finds out.
      .doNotHaveFullyQualifiedName("io.sennit.postgres.Waiting")
      .should()
      .accessTargetWhere(named(Thread.class, "sleep").or(named(TimeUnit.class, "sleep")))
      .because("a sleep blocks an event loop and cannot be ticked by a test: use a timer");

  @ArchTest
  static final ArchRule logs_go_through_slf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.because(
      "a second logger has a second configuration and loses the trace id");

  @ArchTest
  static final ArchRule only_the_command_line_prints = noClasses()
      .that()
      .resideOutsideOfPackage("io.sennit.node..")
      .should(ACCESS_STANDARD_STREAMS)
      .because("standard output belongs to the command's user, everything else is a log line");

  @ArchTest
  static final ArchRule names_are_nouns_of_the_domain = noClasses()
      .should()
      .haveNameMatching(".*[.$]((Base|Abstract)[A-Z]\\w*|\\w*(Impl|Manager|Helper|Utils?))")
      .because("such a name says that nobody knew what the class is");

  @ArchTest
  static final ArchRule what_is_hidden_is_package_private = noClasses()
      .that()
      .resideInAnyPackage("..impl..", "..internal..", "..util..")
      .should()
      .bePublic()
      .because("a public class is an interface, whatever its package is called")
      .allowEmptyShould(true);

  private static DescribedPredicate<JavaAccess<?>> named(Class<?> owner, String... names) {
    Set<String> wanted = Set.of(names);
    return describe(
        owner.getSimpleName() + "." + String.join(" or ", names),
        access ->
            access.getTargetOwner().isEquivalentTo(owner) && wanted.contains(access.getName()));
  }
}
