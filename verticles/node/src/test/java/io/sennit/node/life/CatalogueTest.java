package io.sennit.node.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.settings.Hosting;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final int LOOPS = Runtime.getRuntime().availableProcessors();

  private final Catalogue catalogue = new Catalogue();

  @Test
  void whatKeepsNothingIsOnEachLoopBesideAGateway() throws Exception {
    assertThat(expanded("gateway", "clock", "users"))
        .containsExactlyInAnyOrder(
            new Hosting("date", LOOPS),
            new Hosting("time", LOOPS),
            new Hosting("users", 1),
            new Hosting("gateway", LOOPS));
  }

  @Test
  void withoutAGatewayThereIsOneOfEach() throws Exception {
    assertThat(expanded("clock", "users"))
        .containsExactlyInAnyOrder(
            new Hosting("date", 1), new Hosting("time", 1), new Hosting("users", 1));
  }

  @Test
  void whoSaysHowManyGetsSoMany() throws Exception {
    List<Hosting> asked =
        List.of(new Hosting("gateway", 1), new Hosting("clock", 3), new Hosting("users", 2));

    assertThat(catalogue.expand(asked))
        .containsExactlyInAnyOrder(
            new Hosting("date", 3),
            new Hosting("time", 3),
            new Hosting("users", 2),
            new Hosting("gateway", 1));
  }

  @Test
  void theGatewayOpensWhenThereIsSomethingBehindIt() throws Exception {
    assertThat(expanded("gateway", "all")).last().isEqualTo(new Hosting("gateway", LOOPS));
  }

  private List<Hosting> expanded(String... names) throws StartFailure {
    return catalogue.expand(
        Stream.of(names).map(name -> new Hosting(name, Hosting.AS_FITS)).toList());
  }
}
