package io.sennit.mesh.client;

import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls of one caller: a service, the gateway, an operator. */
final class Caller implements CallHandler {
  private final String name;
  private final Client client;
  private final Map<OperationId, Target> targets = new ConcurrentHashMap<>();

  Caller(String name, Client client) {
    this.name = name;
    this.client = client;
  }

  @Override
  public Future<Reply> handle(Call call) {
    OperationId id = call.operation();
    ServiceEntry entry = client.directory().find(id.service());
    if (entry == null) {
      return Future.failedFuture(client.unknownService(id));
    }
    OperationDescription described = entry.description().operation(id.operation());
    if (described == null) {
      targets.remove(id);
      return Future.failedFuture(Client.unknownOperation(id, entry));
    }
    return target(id, described).handle(call);
  }

  private Target target(OperationId id, OperationDescription described) {
    Pool pool = client.pool(id.service());
    Target known = targets.get(id);
    if (known != null && known.isOf(described, pool)) {
      return known;
    }
    return targets.compute(
        id,
        (i, other) -> other != null && other.isOf(described, pool)
            ? other
            : client.target(name, id, described, pool));
  }
}
