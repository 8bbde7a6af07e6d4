package io.sennit.mesh.directory;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.servicediscovery.Record;
import io.vertx.servicediscovery.spi.ServiceDiscoveryBackend;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets every user of Vert.x service discovery in this process read and write the mesh's records.
 *
 * <p>The stock backend asks the cluster and parses every record at each look-up, and keeps the
 * records of members that crashed; this one reads the local copy, whose entries go with their
 * nodes.
 */
public final class MeshDiscoveryBackend implements ServiceDiscoveryBackend {
  private @Nullable Records records;

  @Override
  public void init(Vertx vertx, JsonObject configuration) {
    records = Records.of(vertx);
  }

  @Override
  public void store(Record record, Handler<AsyncResult<Record>> result) {
    if (record.getRegistration() == null) {
      record.setRegistration(UUID.randomUUID().toString());
    }
    records().put(record).map(record).onComplete(result);
  }

  @Override
  public void update(Record record, Handler<AsyncResult<Void>> result) {
    records().put(record).onComplete(result);
  }

  @Override
  public void remove(Record record, Handler<AsyncResult<Record>> result) {
    remove(record.getRegistration(), result);
  }

  @Override
  public void remove(String registration, Handler<AsyncResult<Record>> result) {
    records()
        .remove(registration)
        .compose(record -> record == null ? unknown(registration) : Future.succeededFuture(record))
        .onComplete(result);
  }

  @Override
  public void getRecords(Handler<AsyncResult<List<Record>>> result) {
    Records all = records();
    all.loaded().map(v -> all.all().stream().map(Record::new).toList()).onComplete(result);
  }

  @Override
  public void getRecord(String registration, Handler<AsyncResult<@Nullable Record>> result) {
    Records all = records();
    all.loaded().<@Nullable Record>map(v -> all.get(registration)).onComplete(result);
  }

  private static Future<Record> unknown(String registration) {
    return Future.failedFuture("The directory has no record " + registration + ".");
  }

  private Records records() {
    Records known = records;
    if (known == null) {
      throw new IllegalStateException("init comes first");
    }
    return known;
  }
}
