package io.sennit.bench.rpc;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * One of the two processes: <code>host</code> answers until its input ends, <code>caller</code>
 * takes a turn for each line of its input.
 */
public final class RpcPeer {
  /** As large as what Sennit's own service answers in the same benchmark. */
  static final byte[] ANSWER =
      "{\"time\":\"2026-11-20 11:22:33\",\"iso\":\"2026-11-20T11:22:33Z\",\"zone\":\"UTC\"}"
          .getBytes(StandardCharsets.UTF_8);

  private RpcPeer() {}

  /** Arguments are the kind, the part, and the port of the server. */
  public static void main(String[] arguments) throws Exception {
    Wire wire = "nats".equals(arguments[0]) ? new NatsWire() : new GrpcWire();
    int port = Integer.parseInt(arguments[2]);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    if ("host".equals(arguments[1])) {
      wire.answer(port, ANSWER);
      System.out.println("ready");
      input.readLine();
    } else {
      wire.connect(port);
      System.out.println("ready");
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] turn = line.split(" ");
        System.out.println(
            new Turn(wire, Integer.parseInt(turn[0])).run(Long.parseLong(turn[1])));
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
