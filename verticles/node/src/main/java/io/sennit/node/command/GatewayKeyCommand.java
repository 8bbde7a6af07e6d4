package io.sennit.node.command;

import io.sennit.gateway.auth.ApiKey;
import io.sennit.mesh.token.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Makes an API key. It asks nobody and keeps nothing: the key is on the screen and nowhere else.
 */
@Command(
    name = "gateway-key",
    description = "Make an API key for a machine, and what the gateway's file has to say of it.",
    mixinStandardHelpOptions = true)
final class GatewayKeyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "What people call the machine")
  private String name;

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "Who the machine is for services (key:NAME)")
  private @Nullable String subject;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "A role that it has; may be given several times")
  private List<String> roles = List.of();

  @Option(names = "--json", description = "Answer in JSON")
  private boolean json;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    check();
    String key = ApiKey.make(new SecureRandom());
    JsonObject rule = new JsonObject()
        .put("name", name)
        .put("sha256", ApiKey.sha256(key))
        .put("subject", subject == null ? "key:" + name : subject)
        .put("roles", new JsonArray(roles));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new JsonObject().put("key", key).put("rule", rule).encode());
    } else {
      out.println(key);
      out.println("That is the key. It is kept nowhere: give it to the machine now.");
      out.println("For the list \"keys\" of the file that --gateway names, at every gateway:");
      out.println(rule.encode());
    }
    out.flush();
    return 0;
  }

  private void check() {
    if (name.isBlank()) {
      throw new ParameterException(spec.commandLine(), "a key needs a name");
    }
    for (String role : roles) {
      if (role.isBlank() || Tokens.isInternal(role)) {
        throw new ParameterException(
            spec.commandLine(), "'" + role + "' is no role that can be given");
      }
    }
  }
}
