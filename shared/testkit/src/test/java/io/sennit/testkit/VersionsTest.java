package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.VersionWish;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two versions of a service side by side: who wishes for one of them gets that. */
class VersionsTest {
  private static final VersionWish SECOND = VersionWish.only("2.0.0");
  private static final VersionWish SECOND_ELSE_ANY = VersionWish.rather("2.0.0");
  private static final int CALLS = 60;

  private TestCluster cluster;
  private TestNode caller;

  @BeforeEach
  void start() {
    cluster = TestCluster.of(3);
    caller = cluster.node(0);
    cluster.node(1).host(() -> new Versioned("1.0.0")).host(() -> new Versioned("2.0.0"));
    cluster.node(2).host(() -> new Versioned("1.0.0"));
    cluster.awaitInstances("versioned", 3);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aCallThatWishesForAVersionGoesToItsInstancesOnly() {
    assertThat(answering(SECOND)).containsExactly("2.0.0");
    assertThat(answering(VersionWish.rather("1.0.0"))).containsExactly("1.0.0");
    assertThat(answering(VersionWish.ratherOthersThan(Set.of("2.0.0")))).containsExactly("1.0.0");
    Wait.until("without a wish both answer", () -> answering(null).size() == 2);
  }

  @Test
  void whenNoneOfTheVersionIsThereTheRefusalNamesIt() {
    VersionWish third = VersionWish.only("3.0.0");

    Problem problem = catchThrowableOfType(Problem.class, () -> ask(third));

    assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(problem.detail()).contains("'versioned' in version 3.0.0");
    assertThat(problem.executed()).isFalse();
    assertThat(answering(VersionWish.rather("3.0.0"))).isSubsetOf("1.0.0", "2.0.0");
    assertThat(answering(VersionWish.ratherOthersThan(Set.of("1.0.0", "2.0.0"))))
        .isSubsetOf("1.0.0", "2.0.0");
  }

  @Test
  void whenTheLastOfTheVersionDiesWhoAskedSoftlyIsAnsweredByAnother() {
    assertThat(answering(SECOND_ELSE_ANY)).containsExactly("2.0.0");

    cluster.kill(cluster.node(1));

    // At once, while its death is not even known.
    assertThat(ask(SECOND_ELSE_ANY)).isEqualTo("1.0.0");
    cluster.awaitInstances("versioned", 1);
    Problem problem = catchThrowableOfType(Problem.class, () -> ask(SECOND));
    assertThat(problem.detail()).contains("in version 2.0.0");
    assertThat(answering(SECOND_ELSE_ANY)).containsExactly("1.0.0");
  }

  private Set<String> answering(@Nullable VersionWish wish) {
    Set<String> versions = new TreeSet<>();
    for (int i = 0; i < CALLS; i++) {
      versions.add(ask(wish));
    }
    return versions;
  }

  private String ask(@Nullable VersionWish wish) {
    Call call = Call.to("versioned.which");
    Call wishing = wish == null ? call : wish.in(call);
    return caller.call(wishing).json().getString("version");
  }

  private record Versioned(String version) implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("versioned")
          .version(version)
          .operation(Operation.named("which")
              .access(Access.ANYONE)
              .idempotent()
              .handledBy(call ->
                  Future.succeededFuture(Reply.ok(new JsonObject().put("version", version)))))
          .build();
    }
  }
}
