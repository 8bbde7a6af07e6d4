package io.sennit.mesh.settings;

import io.sennit.mesh.settings.Source.Given;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a node's settings, and tells all that is wrong with them in one go. */
public final class SettingsReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62})");
  private static final Duration LONGEST_GRACE = Duration.ofMinutes(30);
  private static final Path DEFAULT_FOLDER = Path.of(".sennit");
  private static final String ADMIN_PASSWORD = "admin-password";
  private static final int HTTP_PORT = 8080;
  private static final int ADMIN_PORT = 8081;
  private static final int CLUSTER_PORT = 5701;
  private static final int MOST_WEIGHT = 10_000;

  private final Source source;
  private final Lists lists;
  private final DatabaseOptions databases;

  /**
   * Reads from what was typed and from an environment.
   *
   * @param options what stands on the command line, by option name such as {@code --http-port}
   * @param environment the process's environment, or a test's
   */
  public SettingsReader(Map<String, String> options, Map<String, String> environment) {
    this.source = new Source(options, environment);
    this.lists = new Lists(source);
    this.databases = new DatabaseOptions(source);
  }

  /** The environment of this process. */
  public static Map<String, String> processEnvironment() {
    return System.getenv();
  }

  /**
   * The settings of a node.
   *
   * @param hosts what the node is to host, each a name or {@code name=instances}
   * @param known the names of the parts there are; services from elsewhere add theirs later
   */
  public NodeSettings node(List<String> hosts, Set<String> known) {
    String host = text("--host", "127.0.0.1");
    List<Path> services = lists.paths("--services");
    Set<String> here = services.isEmpty() ? known : null;
    NodeSettings settings = new NodeSettings(
        name(),
        lists.hostings(hosts, here),
        front(host),
        new Address(host, port("--admin-port", ADMIN_PORT)),
        cluster(host),
        data(here),
        new NodeSettings.Calls(PolicyFile.read(source), text("--zone", ""), weight()),
        new NodeSettings.Operation(
            read("--ready-file", Path::of, "it must be a path").orElse(null),
            metrics(),
            grace(),
            logFormat(),
            source.findSecret("--admin-token").map(Given::secret).orElse(null),
            services,
            read("--stop-with", Long::valueOf, "it must be the id of a process").orElse(null),
            secrets()));
    // Belongs to the interface already; nothing listens there in this version.
    port("--registry-port", 8500);
    source.throwFaults();
    return settings;
  }

  /** These options as they were given, for a process that is to have the same ones. */
  public List<String> passOn(String... options) {
    List<String> arguments = new ArrayList<>();
    for (String option : options) {
      source.find(option).ifPresent(given -> {
        arguments.add(option);
        arguments.add(given.value());
      });
    }
    return arguments;
  }

  /** The settings of a PostgreSQL that runs alone. */
  public PostgresSettings postgres() {
    PostgresSettings settings =
        new PostgresSettings(data(null), port("--database-port", 5433), logFormat());
    source.throwFaults();
    return settings;
  }

  /** The settings of a command that asks a running node. */
  public ClientSettings client() {
    URI admin = read("--admin", SettingsReader::httpAddress, "write it as http://host:port")
        .orElse(URI.create("http://127.0.0.1:" + ADMIN_PORT));
    Path folder = read("--data", Path::of, "it must be a path").orElse(DEFAULT_FOLDER);
    Secret token = source
        .find("--token")
        .or(() -> source.findSecret("--admin-token"))
        .map(Given::secret)
        .orElse(null);
    source.throwFaults();
    return new ClientSettings(admin, folder, token);
  }

  /** The settings of a command that uses a running gateway as its clients do. */
  public VisitorSettings visitor() {
    URI http = read("--http", SettingsReader::httpAddress, "write it as http://host:port")
        .orElse(URI.create("http://127.0.0.1:" + HTTP_PORT));
    Path folder = read("--data", Path::of, "it must be a path").orElse(DEFAULT_FOLDER);
    Secret password = secrets().get(ADMIN_PASSWORD);
    source.throwFaults();
    return new VisitorSettings(http, folder, password);
  }

  private NodeSettings.FrontDoor front(String host) {
    Integer redirectPort = source.find(TlsOptions.REDIRECT_PORT).isPresent()
        ? (Integer) port(TlsOptions.REDIRECT_PORT, 0)
        : null;
    return new NodeSettings.FrontDoor(
        new Address(host, port("--http-port", HTTP_PORT)),
        JsonFile.read(source, "--gateway"),
        new TlsOptions(source).read(),
        redirectPort);
  }

  private ClusterSettings cluster(String host) {
    String configuration = configuration(host);
    String service = text("--kubernetes-service", "");
    if (configuration.equals("kubernetes") && service.isEmpty()) {
      source.fault(
          "SENNIT_KUBERNETES_SERVICE is missing: the configuration kubernetes needs the DNS name that lists all nodes");
    }
    return new ClusterSettings(
        new Address(host, port("--cluster-port", CLUSTER_PORT)),
        new Address(host, port("--bus-port", 0)),
        port("--link-port", 0),
        lists.join(),
        configuration,
        service);
  }

  private DataSettings data(@Nullable Set<String> known) {
    Path folder = read("--data", Path::of, "it must be a path").orElse(DEFAULT_FOLDER);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      source.fault("--data is '" + folder + "': that is a file; name a folder");
    }
    return new DataSettings(folder, databases.common(), databases.own(known));
  }

  private String name() {
    return read(
            "--name",
            text -> NAME.matcher(text).matches() ? text : null,
            "use letters, digits, dots and dashes")
        .orElseGet(() -> "node-"
            + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x100000, 0x1000000)));
  }

  private String configuration(String host) {
    Optional<Given> given = source.find("--cluster-config");
    if (given.isEmpty()) {
      return host.startsWith("127.") || host.equals("localhost") || host.equals("::1")
          ? "loopback"
          : "lan";
    }
    String value = given.get().value();
    if (!ClusterSettings.BUILT_IN.contains(value) && !Files.isReadable(Path.of(value))) {
      source.fault(given
          .get()
          .fault("name one of " + String.join(", ", ClusterSettings.BUILT_IN)
              + ", or a readable YAML file"));
    }
    return value;
  }

  private int weight() {
    return read(
            "--weight",
            text -> {
              int weight = Numbers.within(text, 1, MOST_WEIGHT);
              return weight < 0 ? null : weight;
            },
            "use a number from 1 to " + MOST_WEIGHT)
        .orElse(100);
  }

  /** What services ask for by name; there is no option for these, since others can see options. */
  private Map<String, Secret> secrets() {
    return source
        .findSecret("--" + ADMIN_PASSWORD)
        .map(given -> Map.of(ADMIN_PASSWORD, given.secret()))
        .orElse(Map.of());
  }

  private boolean metrics() {
    return read(
            "--metrics",
            text -> switch (text.toLowerCase(Locale.ROOT)) {
              case "on" -> true;
              case "off" -> false;
              default -> null;
            },
            "use on or off")
        .orElse(true);
  }

  private Duration grace() {
    return read(
            "--grace",
            text -> {
              int seconds = Numbers.within(text, 0, (int) LONGEST_GRACE.toSeconds());
              return seconds < 0 ? null : Duration.ofSeconds(seconds);
            },
            "use seconds from 0 to " + LONGEST_GRACE.toSeconds())
        .orElse(Duration.ofSeconds(30));
  }

  private LogFormat logFormat() {
    return read(
            "--log-format",
            text -> Arrays.stream(LogFormat.values())
                .filter(f -> f.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(null),
            "use text or json")
        .orElse(LogFormat.TEXT);
  }

  private String text(String option, String fallback) {
    return read(option, text -> text.isBlank() ? null : text, "it must not be empty")
        .orElse(fallback);
  }

  private int port(String option, int fallback) {
    return read(
            option,
            text -> Numbers.within(text, 0, 65_535) < 0 ? null : Numbers.within(text, 0, 65_535),
            "a port is a number from 0 to 65535")
        .orElse(fallback);
  }

  private static @Nullable URI httpAddress(String text) {
    URI uri = URI.create(text);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    return http && uri.getHost() != null ? uri : null;
  }

  /** Reads one setting; what the reading turns into null or cannot take is a fault. */
  private <T> Optional<T> read(
      String option, Function<String, @Nullable T> reading, String expected) {
    Optional<Given> given = source.find(option);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value;
    try {
      value = Optional.ofNullable(reading.apply(given.get().value()));
    } catch (IllegalArgumentException refused) {
      value = Optional.empty();
    }
    if (value.isEmpty()) {
      source.fault(given.get().fault(expected));
    }
    return value;
  }
}
