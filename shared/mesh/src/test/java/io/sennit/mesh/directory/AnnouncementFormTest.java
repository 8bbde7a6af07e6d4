package io.sennit.mesh.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.directory.Documentation.Output;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Transfer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.servicediscovery.Record;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read of an announcement is what was announced, also from a node of before. */
class AnnouncementFormTest {
  private static final Instant SINCE = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final JsonObject MONEY = titled("Money").put("description", "Whole minor units");
  private static final JsonObject ORDER =
      titled("Order").put("properties", new JsonObject().put("total", MONEY).put("paid", MONEY));
  private static final JsonObject ORDERS = new JsonObject()
      .put("type", "object")
      .put("properties", new JsonObject().put("items", new JsonObject().put("items", ORDER)));

  @Test
  void allThatAnOperationSaysIsRead() {
    ServiceDescription service = service(
        operation("read", "api.example.com", "Reads an order", output(200, ORDER), output(304)),
        operation("list", null, null, output(200, ORDERS)));

    Instance read = read(RecordForm.of(instance(service)));

    assertThat(read).isEqualTo(instance(service));
    assertThat(read.service().toJson()).isEqualTo(service.toJson());
  }

  @Test
  void howBodiesTravelIsRead() {
    OperationDescription whole = operation("read", null, null);
    for (Transfer transfer : List.of(
        Transfer.WHOLE,
        Transfer.WHOLE.longestBody(5),
        Transfer.STREAM.longestBody(1L << 40),
        Transfer.WEBSOCKET.idle(Duration.ofSeconds(7)).lasting(Duration.ofDays(2)))) {
      ServiceDescription service = service(new OperationDescription(
          whole.name(),
          whole.route(),
          whole.access(),
          whole.input(),
          whole.repeatable(),
          transfer,
          whole.documentation()));

      Instance read = read(RecordForm.of(instance(service)));

      assertThat(only(read.service()).transfer()).isEqualTo(transfer);
    }
  }

  @Test
  void aSchemaWithATitleIsAnnouncedOnce() {
    ServiceDescription service = service(
        operation("read", null, null, output(200, ORDER)),
        operation("list", null, null, output(200, ORDERS), output(206, ORDERS)));

    String announced = service.toAnnouncement().encode();

    assertThat(announced).containsOnlyOnce("Whole minor units");
    assertThat(announced).containsOnlyOnce("\"title\":\"Order\"");
  }

  @Test
  void ofTwoSchemasWithOneTitleEachOperationKeepsItsOwn() {
    JsonObject other = titled("Order").put("description", "another");
    ServiceDescription service = service(
        operation("read", null, null, output(200, ORDER)),
        operation("list", null, null, output(200, other)));

    assertThat(ServiceDescription.fromAnnouncement(service.toAnnouncement())).isEqualTo(service);
  }

  @Test
  void aReferenceToWhatIsNotThereIsLeftAsItIs() {
    JsonObject lost = new JsonObject().put("$ref", "#/schemas/Lost");
    JsonObject announced =
        service(operation("read", null, null, output(200, lost))).toAnnouncement();

    ServiceDescription read = ServiceDescription.fromAnnouncement(announced);

    assertThat(only(read).documentation().outputs()).containsExactly(new Output(200, lost));
  }

  @Test
  void aSchemaThatRefersToItselfEndsNobody() {
    JsonObject itself = new JsonObject().put("$ref", "#/schemas/Order");
    JsonObject announced = service(operation("read", null, null, output(200, itself)))
        .toAnnouncement()
        .put("schemas", new JsonObject().put("Order", new JsonObject().put("items", itself)));

    assertThat(
            only(ServiceDescription.fromAnnouncement(announced)).documentation().outputs())
        .hasSize(1);
  }

  @Test
  void anAnnouncementOfANodeOfBeforeIsReadAndTakenForTheOldest() {
    JsonObject operation = new JsonObject()
        .put("name", "read")
        .put("access", "anyone")
        .put("input", new JsonObject())
        .put("repeatable", "ALWAYS")
        .put("method", "GET")
        .put("path", "/order/{id}");
    JsonObject spec = new JsonObject()
        .put("name", "orders")
        .put("version", "0.9.0")
        .put("operations", new JsonArray().add(operation));
    Record before = RecordForm.of(instance(service(operation("read", null, null))));
    before.getMetadata().put("spec", spec.encode()).remove("since");

    Instance read = read(before);

    assertThat(read.since()).isEqualTo(Instant.EPOCH);
    OperationDescription only = only(read.service());
    assertThat(only.route()).isEqualTo(new Route("GET", "/order/{id}"));
    assertThat(only.documentation()).isEqualTo(Documentation.NONE);
  }

  @Test
  void aServiceIsAsOldAsItsOldestInstance() {
    Instance young = instance(service(operation("read", null, null)));
    Instance old = young.since(SINCE.minusSeconds(5));

    ServiceEntry entry = ServiceEntry.of(young.service(), List.of(young, old));

    assertThat(entry.since()).isEqualTo(SINCE.minusSeconds(5));
    assertThat(ServiceEntry.of(young.service(), List.of()).since()).isEqualTo(Instant.MAX);
  }

  private static Instance read(Record record) {
    return new RecordForm().instance(new Record(new JsonObject(record.toJson().encode())));
  }

  private static OperationDescription only(ServiceDescription service) {
    return Objects.requireNonNull(service.operation("read"));
  }

  private static Instance instance(ServiceDescription service) {
    return new Instance(
        service,
        new Endpoint("node", "lane", 3),
        "one",
        State.UP,
        Instance.Placement.DEFAULT,
        SINCE);
  }

  private static ServiceDescription service(OperationDescription... operations) {
    return new ServiceDescription("orders", "1.0.0", List.of(operations));
  }

  private static OperationDescription operation(
      String name, @Nullable String host, @Nullable String summary, Output... outputs) {
    return new OperationDescription(
        name,
        new Route("GET", "/" + name + "/{rest...}", host),
        Access.ANYONE,
        new JsonObject().put("type", "object"),
        Repeatable.ALWAYS,
        Transfer.WHOLE,
        new Documentation(summary, List.of(outputs)));
  }

  private static Output output(int status) {
    return new Output(status, null);
  }

  private static Output output(int status, JsonObject schema) {
    return new Output(status, schema);
  }

  private static JsonObject titled(String title) {
    return new JsonObject().put("title", title).put("type", "object");
  }
}
