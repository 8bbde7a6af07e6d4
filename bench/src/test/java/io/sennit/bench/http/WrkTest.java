package io.sennit.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrkTest {
  private static final String SAID = """
      Running 3s test @ http://127.0.0.1:18000/time
        1 threads and 32 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     2.55ms    5.77ms  74.11ms   93.02%
          Req/Sec    26.50k     3.67k   32.73k    70.00%
        79665 requests in 3.03s, 17.17MB read
      Requests/sec:  26309.67
      Transfer/sec:      5.67MB
      {"answers":79660,"errors":5,"nanos":3000000000,"p50":817,"p99":12828}
      """;

  @Test
  void theLineOfItsScriptCounts() throws IOException {
    Shot shot = Wrk.read(SAID);

    assertThat(shot.perSecond()).isEqualTo(79_660 / 3.0);
    assertThat(shot.errors()).isEqualTo(5);
    assertThat(shot.p50()).isEqualTo(817);
    assertThat(shot.p99()).isEqualTo(12_828);
  }

  @Test
  void whatItSaysInsteadIsTold() {
    assertThatThrownBy(() -> Wrk.read("unable to connect to 127.0.0.1:1 Connection refused\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Connection refused");
  }
}
