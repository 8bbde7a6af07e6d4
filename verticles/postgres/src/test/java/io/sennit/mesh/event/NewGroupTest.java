package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Reply;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewGroupTest {
  @TempDir
  static Path data;

  @Test
  void doesNotBeginWithWhatIsOldOnlyBecauseNothingSeemsSettledYet() {
    try (Town town = Town.in(data).host(Seller::new)) {
      for (int i = 0; i < 5; i++) {
        Wait.forResult(town.sell("old", i));
      }
      SqlConnection adding = Wait.forResult(town.superuser().getConnection());
      Wait.forResult(
          adding.query("BEGIN; LOCK TABLE seller.event IN ROW EXCLUSIVE MODE").execute());

      Future<Reply> now = ask(town, "events-position", new JsonObject().put("from", "now"));
      JsonObject nothing = new JsonObject().put("places", new JsonObject());
      assertThat(Wait.forResult(ask(town, "events-fetch", nothing)).json().getBoolean("pending"))
          .isTrue();
      assertThat(now.isComplete()).isFalse();
      Wait.forResult(adding.query("ROLLBACK").execute().eventually(adding::close));

      JsonObject places = Wait.forResult(now).json().getJsonObject("places");
      assertThat(places)
          .hasSize(LogSql.PARTITIONS)
          .allMatch(place -> place.getValue().equals(5L));
    }
  }

  private static Future<Reply> ask(Town town, String operation, JsonObject input) {
    Call call = Call.to("seller." + operation, input).as(Identity.OPERATOR);
    return town.mesh().client().handle(call);
  }
}
