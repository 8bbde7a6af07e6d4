package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ErrandsTest {
  private final Errands errands = new Errands(2);
  private final List<Promise<String>> begun = new ArrayList<>();
  private ContextInternal context;

  @BeforeEach
  void begin(Vertx vertx) {
    context = (ContextInternal) vertx.getOrCreateContext();
  }

  @Test
  void soManyAreDoneAtOnceAndTheNextWhenOneHasEnded() {
    List<Future<String>> all = List.of(errand(), errand(), errand(), errand());
    settle();
    assertThat(begun).hasSize(2);

    begun.get(1).complete("second");
    all.get(1).await();
    settle();
    assertThat(begun).hasSize(3);
    assertThat(all.get(0).isComplete()).isFalse();
  }

  @Test
  void whatFailsMakesRoomAsWell() {
    errand();
    Future<String> failing = errand();
    Future<String> broken = errands.run(context, () -> {
      throw new IllegalStateException("broken");
    });
    errand();
    settle();

    begun.get(1).fail("no luck");
    Future.join(failing, broken).otherwiseEmpty().await();
    settle();

    assertThat(broken.failed()).isTrue();
    assertThat(begun).hasSize(3);
  }

  private Future<String> errand() {
    return errands.run(context, () -> {
      Promise<String> work = Promise.promise();
      begun.add(work);
      return work.future();
    });
  }

  /** What the event loop was given before has been done. */
  private void settle() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(last -> done.complete());
    done.future().await();
  }
}
