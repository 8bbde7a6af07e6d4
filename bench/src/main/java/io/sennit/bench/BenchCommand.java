package io.sennit.bench;

import io.sennit.bench.calls.CallsCommand;
import io.sennit.bench.calls.CallsHost;
import io.sennit.bench.calls.EchoHost;
import io.sennit.bench.chaos.ChaosCommand;
import io.sennit.bench.door.DoorCommand;
import io.sennit.bench.events.EventsCommand;
import io.sennit.bench.gateway.GatewayCommand;
import io.sennit.bench.guard.GuardCommand;
import io.sennit.bench.http.SteadyHost;
import io.sennit.bench.options.Positive;
import io.sennit.bench.orders.OrdersCommand;
import io.sennit.bench.pick.PickCommand;
import io.sennit.bench.pieces.PiecesCommand;
import io.sennit.bench.profile.ProfileCommand;
import io.sennit.bench.routes.RoutesCommand;
import io.sennit.bench.scale.ScaleCommand;
import io.sennit.bench.start.StartCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What <code>./sennit bench</code> starts. */
@Command(
    name = "sennit bench",
    description = "Measures Sennit on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CallsCommand.class,
      StartCommand.class,
      ChaosCommand.class,
      DoorCommand.class,
      GatewayCommand.class,
      GuardCommand.class,
      PickCommand.class,
      PiecesCommand.class,
      ProfileCommand.class,
      RoutesCommand.class,
      ScaleCommand.class,
      EventsCommand.class,
      OrdersCommand.class,
      CallsHost.class,
      EchoHost.class,
      SteadyHost.class
    })
public final class BenchCommand implements Runnable {
  @Spec
  private CommandSpec spec;

  public static void main(String[] arguments) {
    int code = new CommandLine(new BenchCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        // Clients, rounds, seconds, rates: where there is none, nothing can be measured.
        .registerConverter(int.class, new Positive())
        .registerConverter(Integer.class, new Positive())
        .setExecutionExceptionHandler((failure, command, result) -> {
          command.getErr().println("sennit bench: " + failure);
          if (failure.getCause() != null) {
            // What a command says of it is not all that is known: this is where it happened.
            failure.getCause().printStackTrace(command.getErr());
          }
          return CommandLine.ExitCode.SOFTWARE;
        })
        .execute(arguments);
    Runtime.getRuntime().halt(code);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: what is to be measured?");
  }
}
