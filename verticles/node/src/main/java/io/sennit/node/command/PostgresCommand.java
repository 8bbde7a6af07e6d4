package io.sennit.node.command;

import io.sennit.mesh.settings.PostgresSettings;
import io.sennit.mesh.settings.SettingsReader;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.node.life.DataFolder;
import io.sennit.node.life.Storage;
import io.sennit.node.log.Logging;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Only the embedded PostgreSQL. */
@Command(
    name = "postgres",
    description = "Only the embedded PostgreSQL, for the nodes of this machine to share.",
    modelTransformer = PostgresCommand.Options.class,
    mixinStandardHelpOptions = true)
final class PostgresCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PostgresSettings settings = new SettingsReader(
            NodeOptions.typed(spec.commandLine().getParseResult()),
            SettingsReader.processEnvironment())
        .postgres();
    Logging.configure(settings.logFormat());
    CompletableFuture<@Nullable String> end = new CompletableFuture<>();
    try (DataFolder folder = DataFolder.open(settings.data().folder());
        Storage postgres = Storage.embedded(folder.path(), settings.port())) {
      StopSignals.install(postgres::stopAtOnce).onStop(() -> end.complete(null));
      DatabaseUri uri = DatabaseUri.parse(Objects.requireNonNull(postgres.await()));
      PrintWriter out = spec.commandLine().getOut();
      out.println("PostgreSQL at " + uri.server() + "; its password is in "
          + folder.path().resolve("postgres-password"));
      out.println("for other nodes: export SENNIT_DATABASE=postgresql://postgres:$(cat "
          + folder.path().resolve("postgres-password") + ")@" + uri.server() + "/"
          + uri.database());
      Banner.ready(out, ProcessAge.now().toMillis());
      postgres.onDeath(end::complete);
      String death = end.get();
      if (death != null) {
        throw new CommandFailure(death);
      }
    }
    return 0;
  }

  /** Its few options. */
  static final class Options implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      return command
          .addOption(NodeOptions.option("--data", "FOLDER", "Where it keeps its files (.sennit)"))
          .addOption(
              NodeOptions.option("--database-port", "PORT", "Its port; 0 for any free one (5433)"))
          .addOption(NodeOptions.option("--log-format", "FORMAT", "text or json (text)"));
    }
  }
}
