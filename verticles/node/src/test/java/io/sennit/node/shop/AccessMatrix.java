package io.sennit.node.shop;

import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.ServiceDescription;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.OperationId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Every operation that is announced, tried by everybody, about what is theirs and what is
 * somebody's else, by every way in. What is to come of it follows from the rule that is announced,
 * and from whose it is.
 */
final class AccessMatrix {
  private static final int UNAUTHENTICATED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NO_METHOD = 405;

  private final List<Way> ways;
  private final List<Visitor> visitors;
  private final Map<String, Holding> holdings;
  private final People people;
  private final Map<String, JsonObject> inputs = new HashMap<>();
  private final List<String> findings = new ArrayList<>();
  private final Set<String> badTexts = new TreeSet<>();
  private int cells;

  /**
   * Who has something.
   *
   * @param owners those among the visitors who have something themselves, by their ids
   * @param buyers those of them who can have orders
   * @param victim whose things others try to get at
   * @param expendable makes one whose things may be changed
   */
  record People(
      Map<String, Caller> owners, Set<String> buyers, Caller victim, Supplier<Caller> expendable) {}

  AccessMatrix(
      List<Way> ways, List<Visitor> visitors, Map<String, Holding> holdings, People people) {
    this.ways = ways;
    this.visitors = visitors;
    this.holdings = holdings;
    this.people = people;
  }

  /** How much was tried. */
  int cells() {
    return cells;
  }

  /** All the texts of answers to what proves nothing. */
  Set<String> badTexts() {
    return badTexts;
  }

  /** What is not as it should be; nothing, if all is well. */
  List<String> findings(Collection<ServiceDescription> announced) {
    Set<String> missing = new TreeSet<>(holdings.keySet());
    for (ServiceDescription service : announced) {
      for (OperationDescription operation : service.operations()) {
        OperationId id = new OperationId(service.name(), operation.name());
        missing.remove(id.toString());
        tryOut(id, operation);
      }
    }
    missing.forEach(name -> findings.add(name + " has an owner and is announced by nobody"));
    return findings;
  }

  /**
   * What the mesh adds to each service for itself has no way in from outside, whatever its rule.
   */
  private static boolean isOfMesh(OperationDescription operation) {
    return operation.route() == null && operation.name().startsWith("events-");
  }

  private void tryOut(OperationId id, OperationDescription operation) {
    if (operation.access().rule() == Access.Rule.OPERATORS || isOfMesh(operation)) {
      visitors.forEach(visitor -> expectUnreachable(id, operation, visitor));
      return;
    }
    Holding holding = holdings.get(id.toString());
    if (holding == null) {
      findings.add(id + " is announced with " + operation.access().encode()
          + ", and nobody has said whose it is");
      return;
    }
    for (Way way : ways) {
      if (way.leadsTo(operation.route())) {
        visitors.forEach(visitor -> tryOut(way, id, operation, holding, visitor));
      } else {
        expectNoPath(id);
      }
    }
  }

  private void tryOut(
      Way way, OperationId id, OperationDescription operation, Holding holding, Visitor visitor) {
    expect(way, id, operation, holding, visitor, false);
    if (holding.isPersonal() && canHave(holding, visitor)) {
      expect(way, id, operation, holding, visitor, true);
    }
  }

  private boolean canHave(Holding holding, Visitor visitor) {
    return holding.whose() == Holding.Whose.A_CUSTOMERS
        ? people.buyers().contains(visitor.user())
        : people.owners().containsKey(visitor.user());
  }

  private void expect(
      Way way,
      OperationId id,
      OperationDescription operation,
      Holding holding,
      Visitor somebody,
      boolean own) {
    cells++;
    int refusal = refusal(way, operation.access(), holding, somebody, own);
    boolean usedUp = refusal == 0 && holding.consumed();
    Supplier<Visitor> another = somebody.another();
    Visitor visitor = usedUp && own && another != null ? another.get() : somebody;
    Caller owner = own
        ? Objects.requireNonNull(people.owners().get(visitor.user()))
        : usedUp && holding.isPersonal() ? people.expendable().get() : people.victim();
    JsonObject input = usedUp
        ? holding.input().apply(owner)
        : inputs.computeIfAbsent(id + " " + owner.id(), cell -> holding.input().apply(owner));
    Way.Got got = way.ask(visitor, id, operation.route(), input);
    String cell = way + ": " + visitor + " asks " + id + (own ? ", own" : ", somebody's");
    if (refusal == 0 ? got.status() >= 300 : got.status() != refusal) {
      findings.add(cell + ": " + got.status() + " in place of "
          + (refusal == 0 ? "success" : refusal) + ": " + got.text());
    } else if (refusal == 0
        && !own
        && !visitor.isAdmin()
        && got.text().contains(people.victim().id())) {
      findings.add(cell + ": tells of somebody else: " + got.text());
    }
    if (refusal == UNAUTHENTICATED && way.shown(somebody).proof() == Visitor.Proof.BAD) {
      badTexts.add(new JsonObject(got.text()).getString("detail"));
    }
  }

  /** The status of who is refused, or none. */
  private static int refusal(
      Way way, Access access, Holding holding, Visitor visitor, boolean own) {
    Visitor.Proof proof = way.shown(visitor).proof();
    if (proof == Visitor.Proof.BAD) {
      return UNAUTHENTICATED;
    }
    List<String> roles = proof == Visitor.Proof.GOOD ? visitor.roles() : List.of();
    boolean letIn = switch (access.rule()) {
      case ANYONE -> true;
      case AUTHENTICATED -> proof == Visitor.Proof.GOOD;
      case ROLES -> access.roles().stream().anyMatch(roles::contains);
      case OPERATORS -> false;
    };
    if (!letIn) {
      return proof == Visitor.Proof.GOOD ? FORBIDDEN : UNAUTHENTICATED;
    }
    return holding.isPersonal() && !own && !roles.contains("admin") ? NOT_FOUND : 0;
  }

  /** What is for operators only does not even exist for others. */
  private void expectUnreachable(OperationId id, OperationDescription operation, Visitor visitor) {
    for (Way way : ways) {
      if (way.leadsTo(operation.route())) {
        cells++;
        Way.Got got = way.ask(visitor, id, operation.route(), new JsonObject());
        if (got.status() != Way.NOBODY_THERE && got.status() != NOT_FOUND) {
          findings.add(way + ": " + visitor + " reaches " + id + ", which is for operators: "
              + got.status());
        }
      }
    }
    expectNoPath(id);
  }

  /** Nor is there a path of its name. */
  private void expectNoPath(OperationId id) {
    for (String path : List.of(
        "/" + id.service() + "/" + id.operation(),
        "/sennit/" + id.service() + "/" + id.operation())) {
      for (String method : List.of("GET", "POST")) {
        cells++;
        OperationDescription.Route guess = new OperationDescription.Route(method, path);
        Way.Got got = ways.get(0).ask(visitors.get(0), id, guess, new JsonObject());
        if (got.status() != NOT_FOUND && got.status() != NO_METHOD) {
          findings.add(method + " " + path + " leads to something: " + got.status());
        }
      }
    }
  }
}
