package io.sennit.node.command;

import io.sennit.mesh.settings.BadSettings;
import io.sennit.mesh.settings.LogFormat;
import io.sennit.node.demo.DemoFailure;
import io.sennit.node.life.NodeStart;
import io.sennit.node.life.StartFailure;
import io.sennit.node.log.Logging;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * What <code>./sennit</code> starts: finds the command that was typed, and turns every failure into
 * one line and an exit code.
 */
@Command(
    name = "sennit",
    description = "An event-driven service mesh for the JVM.",
    mixinStandardHelpOptions = true,
    version = "sennit " + NodeStart.VERSION,
    footer = {
      "",
      "A node hosts the gateway, users, products, orders, payments, clock (time and date), or services of yours.",
      "Every option can be given in the environment as well: --http-port is SENNIT_HTTP_PORT.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
public final class SennitCommand implements Runnable {
  private static final String PREFIX = "sennit: ";

  private static final List<Class<?>> COMMANDS = List.of(
      DevCommand.class,
      UpCommand.class,
      NodeCommand.class,
      PostgresCommand.class,
      PsCommand.class,
      CallCommand.class,
      EventsCommand.class,
      SagasCommand.class,
      TraceCommand.class,
      DrainCommand.class,
      DemoCommand.class,
      GatewayKeyCommand.class,
      WarmUpCommand.class);

  @Spec
  private CommandSpec spec;

  public static void main(String[] arguments) {
    // Halts, so that no thread that a library left running can keep a process which has done its
    // work.
    Runtime.getRuntime().halt(run(arguments));
  }

  /** Runs what was typed and returns the exit code. */
  public static int run(String... arguments) {
    Logging.configure(LogFormat.TEXT);
    return commandLine(arguments).execute(arguments);
  }

  /**
   * With the command that is typed and no other: to read all of them takes a good part of a start.
   * With all where none is typed, or one that is unknown, for help and hints.
   */
  static CommandLine commandLine(String... arguments) {
    CommandLine sennit = new CommandLine(new SennitCommand());
    List<Class<?>> typed = COMMANDS.stream()
        .filter(command -> arguments.length > 0
            && command.getAnnotation(Command.class).name().equals(arguments[0]))
        .toList();
    (typed.isEmpty() ? COMMANDS : typed)
        .forEach(each -> sennit.addSubcommand(new CommandLine(each)));
    return sennit
        .setParameterExceptionHandler(SennitCommand::wrongUsage)
        .setExecutionExceptionHandler(SennitCommand::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private static int wrongUsage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("wrong usage");
    err.println(
        PREFIX + message + "; see: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE;
  }

  private static int failed(Exception failure, CommandLine command, ParseResult result) {
    PrintWriter err = command.getErr();
    boolean told = failure instanceof BadSettings
        || failure instanceof StartFailure
        || failure instanceof CommandFailure
        || failure instanceof DemoFailure;
    if (!told) {
      LoggerFactory.getLogger(SennitCommand.class).debug("The command failed", failure);
    }
    err.println(PREFIX
        + (told
            ? oneLine(String.valueOf(failure.getMessage()))
            : "unexpected: " + oneLine(failure.toString())));
    err.flush();
    return failure instanceof BadSettings ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ");
  }
}
