package io.sennit.mesh.store;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
public interface Database { Future<Pool> openSchema(String service, String migrations); }
