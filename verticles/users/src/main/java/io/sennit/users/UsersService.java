package io.sennit.users;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the shop's users: they register, log in and change themselves; administrators help. */
public final class UsersService implements Service {
  private static final Logger log = LoggerFactory.getLogger(UsersService.class);
  private static final Duration TICK = Duration.ofMinutes(1);

  private final Terms terms;
  private @Nullable Parts parts;

  /** What differs in tests. */
  record Terms(
      Clock clock, Rotation rotation, Limits limits, Function<Vertx, Passwords> passwords) {
    static final Terms USUAL =
        new Terms(Clock.systemUTC(), Rotation.USUAL, Limits.USUAL, Passwords::new);
  }

  /** What it is made of once it runs. */
  private record Parts(
      SigningKeys keys,
      Revocations revocations,
      Passwords passwords,
      Attempts attempts,
      Profiles profiles,
      Logins logins,
      Vouchers vouchers,
      Future<Void> administrator,
      Runnable stopTicking) {}

  public UsersService() {
    this(Terms.USUAL);
  }

  UsersService(Terms terms) {
    this.terms = terms;
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("users")
        .version("1.0.0")
        .keepsData("db/users")
        .operation(open("register", Inputs.REGISTER, this::register)
            .post("/user")
            .summary("Registers a user")
            .output(201, Outputs.USER)
            .oncePerKey())
        .operation(open("login", Inputs.LOGIN, this::login)
            .post("/login")
            .summary("Gives a token for an email and its password")
            .output(200, Outputs.TOKEN)
            .idempotent())
        .operation(mine("read", Inputs.ONE, call -> parts().profiles.read(call))
            .get("/user/{id}")
            .summary("Reads a user")
            .output(200, Outputs.USER))
        .operation(mine("find", Inputs.ONE_BY_QUERY, call -> parts().profiles.readByQuery(call))
            .get("/user")
            .summary("Reads the user of an id in the query")
            .output(200, Outputs.USER))
        .operation(mine("change", Inputs.CHANGE, call -> parts().profiles.change(call))
            .put("/user/{id}")
            .summary("Changes a user's name, email or password")
            .output(200, Outputs.USER)
            .oncePerKey())
        .operation(mine("delete", Inputs.ONE, call -> parts().profiles.delete(call))
            .delete("/user/{id}")
            .summary("Deletes a user")
            .output(204)
            .oncePerKey())
        .operation(
            mine("change-roles", Inputs.CHANGE_ROLES, call -> parts().profiles.changeRoles(call))
                .put("/user/{id}/roles")
                .summary("Gives and takes roles")
                .output(200, Outputs.USER)
                .access(Access.roles(Account.ADMIN)))
        .operation(inside("exists", Inputs.ONE, call -> parts().profiles.exists(call))
            .access(Access.roles(Account.ADMIN))
            .idempotent())
        .operation(open("jwks", Schema.object(), call -> parts().keys.published(call))
            .get("/.well-known/jwks.json")
            .summary("Publishes the keys that tokens are signed with")
            .output(200, Outputs.KEYS))
        .operation(inside("keys", Schema.object(), call -> parts().keys.published(call))
            .idempotent())
        .operation(inside(
                "revocations", Inputs.REVOCATIONS, call -> parts().revocations.list(call))
            .idempotent())
        .operation(
            inside("vouch", Inputs.VOUCH, call -> parts().vouchers.sign(call)).idempotent())
        .operation(inside("rotate", Schema.object(), call -> parts().keys.rotate(call)))
        .build();
  }

  private static Operation.Builder open(String name, Schema input, CallHandler handler) {
    return inside(name, input, handler).access(Access.ANYONE);
  }

  private static Operation.Builder mine(String name, Schema input, CallHandler handler) {
    return inside(name, input, handler).access(Access.AUTHENTICATED);
  }

  /** For gateways and operators only. */
  private static Operation.Builder inside(String name, Schema input, CallHandler handler) {
    return Operation.named(name).input(input).handledBy(handler);
  }

  /** Counted before it costs a hash. */
  private Future<Reply> register(Call call) {
    Parts known = parts();
    return known.attempts.countRegistration(call).compose(v -> known.profiles.register(call));
  }

  /** The administrator of the first start can log in as soon as anybody can. */
  private Future<Reply> login(Call call) {
    return parts().administrator.compose(made -> parts().logins.login(call));
  }

  @Override
  public Future<Void> start(ServiceContext context) {
    Store store = context.store();
    Clock clock = terms.clock();
    SigningKeys keys = new SigningKeys(store, terms.rotation(), clock);
    Revocations revocations =
        new Revocations(context.vertx(), store, terms.rotation().life(), clock);
    Passwords passwords = terms.passwords().apply(context.vertx());
    Attempts attempts = new Attempts(store, terms.limits(), clock);
    Profiles profiles = new Profiles(store, context.events(), passwords, revocations, clock);
    Logins logins = new Logins(store, passwords, attempts, keys);
    FirstAdministrator first = new FirstAdministrator(context, profiles, passwords);
    return keys.turn(chore("start")).compose(v -> {
      Future<Void> administrator = first.make(chore("start"));
      long timer = context.vertx().setPeriodic(TICK.toMillis(), due -> tick());
      parts = new Parts(
          keys,
          revocations,
          passwords,
          attempts,
          profiles,
          logins,
          new Vouchers(keys, clock),
          administrator,
          () -> context.vertx().cancelTimer(timer));
      return first.decided();
    });
  }

  /** What has to be done from time to time; what fails is done a minute later. */
  private void tick() {
    Parts known = parts();
    Call call = chore("tick");
    known
        .keys
        .turn(call)
        .compose(v -> known.revocations.forgetOld(call))
        .compose(v -> known.attempts.forgetOld(call))
        .onFailure(failure ->
            log.warn("The keys were not looked at, and old rows stay another minute", failure));
  }

  private static Call chore(String name) {
    return Call.chore("users", name, Duration.ofSeconds(20));
  }

  @Override
  public Future<Void> stop() {
    Parts known = parts;
    if (known == null) {
      return Future.succeededFuture();
    }
    known.stopTicking.run();
    return known.passwords.close();
  }

  private Parts parts() {
    return Objects.requireNonNull(parts);
  }
}
