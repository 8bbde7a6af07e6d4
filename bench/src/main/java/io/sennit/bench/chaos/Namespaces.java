package io.sennit.bench.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own: a hub with a bridge, and places with an interface each, every one in a
 * network namespace. Nothing of it touches the machine's own network.
 */
final class Namespaces implements AutoCloseable {
  private static final String SUBNET = "10.231.7.";
  private static final String BRIDGE = "chaos";
  /** The hub's own address, from which the load comes. */
  private static final String HUB_ADDRESS = SUBNET + "254/24";

  private final String name;
  private final int places;

  private Namespaces(String name, int places) {
    this.name = name;
    this.places = places;
  }

  static Namespaces make(String name, int places) throws NotPermitted, InterruptedException {
    Namespaces made = new Namespaces(name, places);
    Runtime.getRuntime().addShutdownHook(new Thread(made::leaveNothing));
    try {
      made.makeHub();
      for (int place = 0; place < places; place++) {
        made.makePlace(place);
      }
      return made;
    } catch (IOException refused) {
      made.close();
      throw new NotPermitted(refused);
    }
  }

  /** One that is there already, for a process that runs in its hub. */
  static Namespaces inside(String name, int places) {
    return new Namespaces(name, places);
  }

  private void makeHub() throws IOException, InterruptedException {
    run("ip", "netns", "add", name);
    inHub("ip", "link", "set", "lo", "up");
    inHub("ip", "link", "add", BRIDGE, "type", "bridge");
    inHub("ip", "address", "add", HUB_ADDRESS, "dev", BRIDGE);
    inHub("ip", "link", "set", BRIDGE, "up");
  }

  private void makePlace(int place) throws IOException, InterruptedException {
    String own = namespace(place);
    run("ip", "netns", "add", own);
    inHub("ip", "link", "add", port(place), "type", "veth", "peer", "eth0", "netns", own);
    inHub("ip", "link", "set", port(place), "master", BRIDGE, "up");
    run("ip", "-n", own, "link", "set", "lo", "up");
    run("ip", "-n", own, "address", "add", address(place) + "/24", "dev", "eth0");
    run("ip", "-n", own, "link", "set", "eth0", "up");
  }

  /** A place for a node. */
  Site site(int place) {
    return new Site(address(place), List.of("ip", "netns", "exec", namespace(place)));
  }

  /** Makes a command run in the hub, from where all places are reached. */
  List<String> hubPrefix() {
    return List.of("ip", "netns", "exec", name);
  }

  /** Cuts a place off from everything, or joins it again. To be called in the hub. */
  void cutOff(int place, boolean cut) throws IOException, InterruptedException {
    run("ip", "link", "set", port(place), cut ? "down" : "up");
  }

  /** Cuts two places off from each other, and from nothing else. To be called in the hub. */
  void cutBetween(int one, int other, boolean cut) throws IOException, InterruptedException {
    for (int place : List.of(one, other)) {
      run("bridge", "link", "set", "dev", port(place), "isolated", cut ? "on" : "off");
    }
  }

  private String namespace(int place) {
    return name + "-" + place;
  }

  private static String port(int place) {
    return "place" + place;
  }

  private static String address(int place) {
    return SUBNET + (place + 1);
  }

  private void inHub(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(hubPrefix());
    all.addAll(List.of(command));
    run(all.toArray(String[]::new));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  private void leaveNothing() {
    try {
      for (int place = 0; place < places; place++) {
        removed(namespace(place));
      }
      removed(name);
    } catch (IOException | InterruptedException stays) {
      throw new IllegalStateException("'ip netns delete' is needed for " + name, stays);
    }
  }

  private static void removed(String namespace) throws IOException, InterruptedException {
    if (Files.exists(Path.of("/run/netns", namespace))) {
      run("ip", "netns", "delete", namespace);
    }
  }

  @Override
  public void close() {
    leaveNothing();
  }
}
