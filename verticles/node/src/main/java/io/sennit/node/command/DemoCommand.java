package io.sennit.node.command;

import io.sennit.mesh.settings.Secret;
import io.sennit.mesh.settings.SettingsReader;
import io.sennit.mesh.settings.VisitorSettings;
import io.sennit.node.demo.Demo;
import io.sennit.node.demo.Progress;
import io.sennit.node.demo.Script;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fills a running shop. */
@Command(
    name = "demo",
    description = "Fill a running shop with people, products and orders, and tell what happened.",
    modelTransformer = DemoCommand.Options.class,
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String PASSWORD = "--admin-password";

  @Option(names = "--customers", paramLabel = "N", description = "How many come (6)")
  private int customers = 6;

  @Option(names = "--orders", paramLabel = "N", description = "How many they place together (60)")
  private int orders = 60;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What is ordered follows from it; the same asks for the same (1)")
  private long seed = 1;

  @Option(names = "--json", description = "Answer in JSON")
  private boolean json;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    check("--customers", customers, Script.LEAST_CUSTOMERS, Script.MOST_CUSTOMERS);
    check("--orders", orders, Script.LEAST_ORDERS, Script.MOST_ORDERS);
    VisitorSettings settings = new SettingsReader(
            NodeOptions.typed(spec.commandLine().getParseResult()),
            SettingsReader.processEnvironment())
        .visitor();
    JsonObject report = play(settings, password(settings));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.encode());
    } else {
      new DemoStory(report).print(out);
    }
    out.flush();
    if (!report.getBoolean("agrees")) {
      throw new CommandFailure(
          "what the shop has is not what it should have; see ./sennit sagas and ./sennit events dead");
    }
    return 0;
  }

  private JsonObject play(VisitorSettings settings, String password) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    boolean terminal = new ExecTerminalProvider().isSystemStream(SystemStream.Error);
    try (Progress progress = new Progress(err, terminal)) {
      return new Demo(settings.http(), new Script(customers, orders, seed), progress)
          .play(password);
    }
  }

  private void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " takes " + least + " to " + most + ", not " + value);
    }
  }

  private static String password(VisitorSettings settings) throws CommandFailure {
    Secret given = settings.adminPassword();
    if (given != null) {
      return given.value();
    }
    Path file = settings.folder().resolve("admin-password");
    try {
      return Files.readString(file).strip();
    } catch (IOException missing) {
      throw new CommandFailure("there is no admin password at " + file
          + "; name the node's folder with --data, or give SENNIT_ADMIN_PASSWORD");
    }
  }

  /** Those of its options that are settings. */
  static final class Options implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      return command
          .addOption(
              NodeOptions.option("--http", "URL", "The shop's gateway (http://127.0.0.1:8080)"))
          .addOption(
              NodeOptions.option(
                  PASSWORD,
                  "PASSWORD",
                  "Of admin@sennit.local (from the data folder; better given as SENNIT_ADMIN_PASSWORD)"))
          .addOption(
              NodeOptions.option("--data", "FOLDER", "Where the password is read from (.sennit)"));
    }
  }
}
