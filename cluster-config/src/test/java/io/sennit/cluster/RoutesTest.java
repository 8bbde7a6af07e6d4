package io.sennit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final RegistrationInfo HERE = new RegistrationInfo("here", 1, false);
  private static final RegistrationInfo THERE = new RegistrationInfo("there", 1, false);

  private final List<List<RegistrationInfo>> heard = new ArrayList<>();
  private boolean wanted = true;
  private final Routes routes = new Routes(new RegistrationListener() {
    @Override
    public void registrationsUpdated(RegistrationUpdateEvent event) {
      heard.add(event.registrations());
    }

    @Override
    public boolean wantsUpdatesFor(String address) {
      return wanted;
    }
  });

  @Test
  void theBusIsToldWhatItMissedWhenThatIsFoundTwice() {
    routes.answered("a", List.of(HERE));
    compareWith(List.of(HERE, THERE));
    assertThat(heard).isEmpty();
    compareWith(List.of(HERE, THERE));
    assertThat(heard).containsExactly(List.of(HERE, THERE));
  }

  @Test
  void theBusIsNotToldWhatItKnows() {
    routes.answered("a", List.of(HERE, THERE));
    compareWith(List.of(THERE, HERE));
    compareWith(List.of(THERE, HERE));
    assertThat(heard).isEmpty();
  }

  @Test
  void whatWasReadBeforeAnEventCameDoesNotTakeItBack() {
    routes.answered("a", List.of(HERE));
    routes.compare((address, found) -> {
      routes.registrationsUpdated(new RegistrationUpdateEvent("a", List.of(HERE, THERE)));
      found.succeed(List.of(HERE));
    });
    compareWith(List.of(HERE, THERE));
    compareWith(List.of(HERE, THERE));
    assertThat(heard).containsExactly(List.of(HERE, THERE));
  }

  @Test
  void nobodyIsAskedForWhatTheBusDoesNotUse() {
    routes.answered("a", List.of(HERE));
    wanted = false;
    routes.compare((address, found) -> heard.add(List.of()));
    assertThat(heard).isEmpty();
  }

  @Test
  void nobodyIsAskedAgainBeforeTheAnswerIsThere() {
    routes.answered("a", List.of(HERE));
    List<Completable<List<RegistrationInfo>>> asked = new ArrayList<>();
    routes.compare((address, found) -> asked.add(found));
    routes.compare((address, found) -> asked.add(found));
    assertThat(asked).hasSize(1);
    asked.get(0).fail("the cluster is busy");
    routes.compare((address, found) -> asked.add(found));
    assertThat(asked).hasSize(2);
  }

  private void compareWith(List<RegistrationInfo> found) {
    routes.compare((address, answer) -> answer.succeed(found));
  }
}
