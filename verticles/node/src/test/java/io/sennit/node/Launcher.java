package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Starts the packaged command line in processes of their own, as a user would, ends those that
 * still run after a class's last test, and shows what they said when a test has failed.
 */
public final class Launcher implements AfterAllCallback, TestWatcher {
  private static final Path JAR = Path.of("target", "sennit.jar").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  /** Many short lives on few cores: compiling less and collecting simply halves what they cost. */
  private static final List<String> SHORT_LIFE =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final List<String> HARD_WORK = List.of("-XX:+UseSerialGC");

  private static final List<String> PORTS =
      List.of("--http-port", "--admin-port", "--registry-port");
  private static final List<String> CLUSTER_PORTS =
      List.of("--cluster-port", "--bus-port", "--link-port");

  private static final Duration END = Duration.ofSeconds(20);

  private final Supplier<Path> folder;
  private final List<String> flags;
  private final List<SennitProcess> started = new CopyOnWriteArrayList<>();

  /** @param folder where the processes work; asked for when the first one starts */
  public Launcher(Supplier<Path> folder) {
    this(folder, SHORT_LIFE);
  }

  private Launcher(Supplier<Path> folder, List<String> flags) {
    this.folder = folder;
    this.flags = flags;
  }

  /** For processes with so much to do that compiling for it pays, passwords above all. */
  public static Launcher ofHardWork(Supplier<Path> folder) {
    return new Launcher(folder, HARD_WORK);
  }

  /** The whole shop alone on this data. */
  public SennitProcess dev(Path data, String... more) throws IOException {
    return server(List.of("dev", "--data", data.toString()), more);
  }

  /** A cluster on this data. */
  SennitProcess up(Path data, String... more) throws IOException {
    return server(List.of("up", "--data", data.toString()), more);
  }

  /** A node with its data in a folder of its name. */
  public SennitProcess node(String name, String... more) throws IOException {
    return server(List.of("node", "--name", name, "--data", data(name).toString()), more);
  }

  /** Where a node of this name keeps its data. */
  public Path data(String name) {
    return folder.get().resolve(name);
  }

  /** On any free ports, but those that the test names itself. */
  private SennitProcess server(List<String> command, String... more) throws IOException {
    Path files = files();
    List<String> given = List.of(more);
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--ready-file", SennitProcess.readyFile(files).toString()));
    List<String> ports = new ArrayList<>(PORTS);
    if (command.get(0).equals("node")) {
      ports.addAll(CLUSTER_PORTS);
    }
    ports.removeAll(given);
    ports.forEach(port -> arguments.addAll(List.of(port, "0")));
    arguments.addAll(given);
    return launch(Map.of(), files, arguments);
  }

  /** Exactly these words. */
  public SennitProcess start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  SennitProcess start(Map<String, String> environment, String... arguments) throws IOException {
    return launch(environment, files(), List.of(arguments));
  }

  /** Exactly these words, to their end. */
  Outcome run(String... arguments) throws Exception {
    return start(arguments).ended();
  }

  /** A command that an operator types, with the token that is kept in the node's data. */
  Outcome ask(Operator operator, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--admin", operator.node().admin("").toString()));
    all.addAll(List.of("--data", operator.data().toString()));
    return run(all.toArray(String[]::new));
  }

  private SennitProcess launch(Map<String, String> environment, Path files, List<String> arguments)
      throws IOException {
    assertThat(JAR).as("integration tests run after mvn package").exists();
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(flags);
    command.addAll(ClassArchive.flags(JAVA, JAR));
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.get().toFile())
        .redirectOutput(files.resolve("out").toFile())
        .redirectError(files.resolve("err").toFile());
    // What this machine sets must not decide, and a JVM that has options tells so on stderr.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("SENNIT_")
            || name.endsWith("JAVA_OPTIONS")
            || name.equals("JAVA_TOOL_OPTIONS"));
    builder.environment().putAll(environment);
    SennitProcess process =
        new SennitProcess(builder.start(), "sennit " + String.join(" ", arguments), files);
    started.add(process);
    // For a test run that is broken off.
    Runtime.getRuntime().addShutdownHook(new Thread(process::terminate));
    return process;
  }

  private Path files() throws IOException {
    return Files.createTempDirectory(folder.get(), "process-");
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    System.err.println("--- " + context.getDisplayName() + " failed; what the processes said:");
    for (SennitProcess process : started) {
      try {
        System.err.println("- " + process + (process.runs() ? " (runs)" : ""));
        process.err().forEach(System.err::println);
      } catch (IOException unreadable) {
        System.err.println(unreadable);
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    started.forEach(SennitProcess::kill);
    Running.on(folder.get()).forEach(ProcessHandle::destroyForcibly);
    Eventually.within(END, () -> assertThat(Running.on(folder.get())).isEmpty());
  }
}
