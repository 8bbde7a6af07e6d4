package io.sennit.mesh.directory;

import io.sennit.mesh.message.Endpoint;
import io.vertx.core.json.JsonObject;
import io.vertx.servicediscovery.Record;
import io.vertx.servicediscovery.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How instances and nodes are written as records of Vert.x service discovery, and read back. */
final class RecordForm {
  static final String SERVICE_TYPE = "sennit.service";
  static final String NODE_TYPE = "sennit.node";

  private static final String NODE = "node";

  // A thousand instances of a service announce the same text; it is read once.
  private final Map<String, ServiceDescription> descriptions = new ConcurrentHashMap<>();

  static Record of(Instance instance) {
    return new Record()
        .setType(SERVICE_TYPE)
        .setName(instance.service().name())
        .setStatus(status(instance.state()))
        .setRegistration(instance.id())
        .setLocation(new JsonObject()
            .put(NODE, instance.endpoint().node())
            .put("lane", instance.endpoint().lane())
            .put("slot", instance.endpoint().slot()))
        .setMetadata(new JsonObject()
            .put("version", instance.service().version())
            .put("state", instance.state().name())
            .put("nodeName", instance.nodeName())
            .put("zone", instance.placement().zone())
            .put("weight", instance.placement().weight())
            .put("since", instance.since().toEpochMilli())
            .put("spec", instance.service().toAnnouncement().encode()));
  }

  Instance instance(Record record) {
    JsonObject location = record.getLocation();
    JsonObject metadata = record.getMetadata();
    return new Instance(
        descriptions.computeIfAbsent(
            metadata.getString("spec"),
            text -> ServiceDescription.fromAnnouncement(new JsonObject(text))),
        new Endpoint(
            location.getString(NODE), location.getString("lane"), location.getInteger("slot")),
        metadata.getString("nodeName"),
        State.valueOf(metadata.getString("state")),
        new Instance.Placement(metadata.getString("zone"), metadata.getInteger("weight")),
        // Nodes of before it was announced have been there longer than all that say it.
        Instant.ofEpochMilli(metadata.getLong("since", 0L)));
  }

  /** Forgets descriptions that no record has any more. */
  void retain(Collection<Record> records) {
    Set<String> inUse = new HashSet<>();
    for (Record record : records) {
      JsonObject metadata = record.getMetadata();
      String spec = metadata == null ? null : metadata.getString("spec");
      if (spec != null) {
        inUse.add(spec);
      }
    }
    descriptions.keySet().retainAll(inUse);
  }

  static Record of(NodeDescription node) {
    return new Record()
        .setType(NODE_TYPE)
        .setName(node.name())
        .setStatus(status(node.state()))
        .setRegistration("node@" + node.id())
        .setLocation(new JsonObject().put(NODE, node.id()).put("addresses", node.addresses()))
        .setMetadata(new JsonObject()
            .put("version", node.version())
            .put("state", node.state().name())
            .put("pid", node.pid())
            .put("startedAt", node.startedAt().toString()));
  }

  static NodeDescription node(Record record) {
    JsonObject location = record.getLocation();
    JsonObject metadata = record.getMetadata();
    return new NodeDescription(
        location.getString(NODE),
        record.getName(),
        metadata.getString("version"),
        metadata.getLong("pid"),
        Instant.parse(metadata.getString("startedAt")),
        State.valueOf(metadata.getString("state")),
        location.getJsonObject("addresses"));
  }

  /** The node a record lives and dies with; empty for records that others wrote. */
  static String owner(Record record) {
    JsonObject location = record.getLocation();
    return location == null ? "" : location.getString(NODE, "");
  }

  private static Status status(State state) {
    return state == State.UP ? Status.UP : Status.OUT_OF_SERVICE;
  }
}
