package io.sennit.bench.calls;

import io.sennit.bench.contest.Part;
import io.sennit.bench.contest.Programs;
import io.sennit.bench.contest.Served;
import io.sennit.bench.contest.Sources;
import io.sennit.bench.measure.HostProcess;
import io.sennit.bench.measure.Latencies;
import io.sennit.bench.measure.Load.Measured;
import io.sennit.bench.site.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two processes, one of which calls the other by NATS, with its server between them, or by gRPC.
 */
final class PeerPair implements Caller, Closeable {
  private static final String NATS_SERVER = "nats-server";

  private final List<Part> others;
  private final List<Closeable> started;
  private final HostProcess caller;
  private final int inFlight;

  private PeerPair(List<Part> others, List<Closeable> started, HostProcess caller, int inFlight) {
    this.others = others;
    this.started = started;
    this.caller = caller;
    this.inFlight = inFlight;
  }

  static PeerPair nats(Path folder, int inFlight) throws Exception {
    Programs.require(NATS_SERVER);
    int port = Ports.free();
    List<String> command =
        List.of(NATS_SERVER, "--addr", "127.0.0.1", "--port", Integer.toString(port));
    Served server = Served.start(command, port, folder.resolve("nats.log")).awaitPort();
    HostProcess host = peer("nats", "host", port);
    HostProcess caller = peer("nats", "caller", port);
    List<Part> others =
        List.of(new Part("host", host.handle()), new Part(NATS_SERVER, server.handle()));
    return new PeerPair(others, List.of(caller, host, server), caller, inFlight);
  }

  static PeerPair grpc(int inFlight) throws Exception {
    int port = Ports.free();
    HostProcess host = peer("grpc", "host", port);
    HostProcess caller = peer("grpc", "caller", port);
    List<Part> others = List.of(new Part("host", host.handle()));
    return new PeerPair(others, List.of(caller, host), caller, inFlight);
  }

  private static HostProcess peer(String kind, String part, int port) throws Exception {
    Path sources = Sources.of("rpc");
    Path pom = sources.resolve("pom.xml");
    Path jar = sources.resolve("target/rpc-peer.jar");
    Sources.build(sources, jar, "mvn", "-q", "-B", "-f", pom.toString(), "clean", "package");
    HostProcess process =
        HostProcess.of(HostProcess.jar(jar.toString(), kind, part, Integer.toString(port)));
    process.awaitReady();
    return process;
  }

  @Override
  public Measured run(Duration time) throws IOException {
    Duration before = caller.cpu();
    String said = caller.ask(inFlight + " " + time.toMillis());
    return read(said, caller.cpu().minus(before));
  }

  /** The time, the failures, and each latency with how many calls took it. */
  static Measured read(String said, Duration cpu) {
    String[] words = said.split(" ", -1);
    Latencies latencies = new Latencies();
    long calls = 0;
    for (String word : List.of(words).subList(2, words.length)) {
      int colon = word.indexOf(':');
      long count = Long.parseLong(word.substring(colon + 1));
      latencies.record(
          TimeUnit.MICROSECONDS.toNanos(Long.parseLong(word.substring(0, colon))), count);
      calls += count;
    }
    Duration time = Duration.ofNanos(Long.parseLong(words[0]));
    return new Measured(calls, Long.parseLong(words[1]), time, cpu, latencies);
  }

  @Override
  public Duration otherCpu() {
    return others.stream().map(Part::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : started) {
      each.close();
    }
  }
}
