package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewEventTest {
  @ParameterizedTest
  @ValueSource(strings = {"order.placed", "a.b", "order-2.line-item.placed", "o2.p3", "a-.b-"})
  void aTypeIsWordsWithDotsBetweenThem(String type) {
    assertThat(NewEvent.of(type, "1", new JsonObject()).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "order",
        "order.",
        ".placed",
        "order..placed",
        "order.2",
        "order.-placed",
        "2.placed",
        "Order.placed",
        "order.plac\u00e9",
        "order_1.placed",
        "order.placed ",
        "order.placed\n"
      })
  void whatIsNoneIsRefusedWithAnExample(String type) {
    JsonObject nothing = new JsonObject();
    assertThatThrownBy(() -> NewEvent.of(type, "1", nothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + type + "' is no type of an event")
        .hasMessageContaining("order.placed");
  }
}
