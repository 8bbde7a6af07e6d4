package io.sennit.node.life;

import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.NodeSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several nodes of one cluster on this machine, each in a process of its own, with one PostgreSQL
 * for all services that have none to themselves.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalCluster.class);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration CLOSING = Duration.ofSeconds(20);

  private static final String ADMIN_PASSWORD = "admin-password";

  private final NodeSettings settings;
  private final List<String> passedOn;
  private final Teardown teardown = new Teardown();
  private final List<ChildNode> nodes = new CopyOnWriteArrayList<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean closing;
  private volatile @Nullable Storage opened;

  /** @param passedOn options that every node gets as they are */
  public LocalCluster(NodeSettings settings, List<String> passedOn) {
    this.settings = settings;
    this.passedOn = List.copyOf(passedOn);
  }

  /** Starts so many nodes and returns what each wrote when it was ready. */
  public List<JsonObject> start(int count) throws StartFailure {
    try {
      DataFolder folder = DataFolder.open(settings.data().folder());
      teardown.addBlocking("The data folder", folder);
      ReadyFile.forget(settings.operation().readyFile());
      String token = folder.adminToken(settings.operation().adminToken());
      DatabaseNeeds needs = needs();
      Storage storage = Storage.of(settings.data(), NodeStart.Mode.ALONE, needs.common());
      teardown.addBlocking("PostgreSQL", storage);
      opened = storage;
      List<JsonObject> ready = startNodes(members(count), secrets(token, storage.await(), needs));
      adoptPassword(folder);
      return ready;
    } catch (IOException | InterruptedException | StartFailure failure) {
      close();
      throw StartFailure.of(failure);
    }
  }

  private DatabaseNeeds needs() throws StartFailure {
    Catalogue catalogue = new Catalogue();
    catalogue.add(settings.operation().services());
    return DatabaseNeeds.of(settings.data(), catalogue, catalogue.expand(settings.hosts()));
  }

  private List<JsonObject> startNodes(List<Address> members, Map<String, String> secrets)
      throws IOException, StartFailure, InterruptedException {
    for (int i = 0; i < members.size(); i++) {
      if (closing) {
        throw new StartFailure("the cluster was told to stop while it started");
      }
      String name = "node-" + (i + 1);
      Path folder = settings.data().folder().resolve(name);
      ChildNode node = ChildNode.start(name, folder, arguments(i, members), secrets);
      nodes.add(node);
      CompletableFuture<Void> unused =
          node.process().onExit().thenAccept(ended -> tell(node, ended));
    }
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    List<JsonObject> ready = new ArrayList<>();
    for (ChildNode node : nodes) {
      ready.add(node.awaitReady(giveUp));
    }
    return ready;
  }

  /** One of the nodes has made the administrator; the commands look here for the password. */
  private void adoptPassword(DataFolder folder) throws StartFailure {
    for (ChildNode node : nodes) {
      Path theirs = settings.data().folder().resolve(node.name());
      if (folder.adopt(ADMIN_PASSWORD, theirs)
          && !settings.operation().secrets().containsKey(ADMIN_PASSWORD)) {
        notices.add(NodeSecrets.notice(ADMIN_PASSWORD, folder.secret(ADMIN_PASSWORD)));
      }
    }
  }

  /** What the cluster's user is to be told once. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** The first node has the ports that were asked for, the others any. */
  private List<String> arguments(int index, List<Address> members) {
    boolean first = index == 0;
    List<String> arguments = new ArrayList<>(List.of(
        "node", "all",
        "--host", settings.front().http().host(),
        "--http-port", Integer.toString(first ? settings.front().http().port() : 0),
        "--admin-port", Integer.toString(first ? settings.admin().port() : 0),
        "--cluster-port", Integer.toString(members.get(index).port()),
        "--join", members.stream().map(Address::toString).collect(Collectors.joining(",")),
        "--grace", Long.toString(settings.operation().grace().toSeconds()),
        "--log-format", settings.operation().logFormat().name().toLowerCase(Locale.ROOT),
        "--stop-with", Long.toString(ProcessHandle.current().pid())));
    arguments.addAll(passedOn);
    Integer redirectPort = settings.front().redirectPort();
    if (redirectPort != null) {
      arguments.add("--http-redirect-port");
      arguments.add(Integer.toString(first ? redirectPort : 0));
    }
    if (!settings.operation().services().isEmpty()) {
      arguments.add("--services");
      arguments.add(settings.operation().services().stream()
          .map(Path::toString)
          .collect(Collectors.joining(",")));
    }
    return arguments;
  }

  private static Map<String, String> secrets(
      String token, @Nullable String database, DatabaseNeeds needs) {
    Map<String, String> secrets = new HashMap<>();
    secrets.put("SENNIT_ADMIN_TOKEN", token);
    if (database != null) {
      secrets.put("SENNIT_DATABASE", database);
    }
    if (!needs.own().isEmpty()) {
      secrets.put("SENNIT_DATABASE_OF", needs.variable());
    }
    return secrets;
  }

  /**
   * Free ports for all members at once, so that each can be told of the others before any of them
   * runs.
   */
  private List<Address> members(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    List<Address> members = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket =
            new ServerSocket(0, 1, InetAddress.getByName(settings.front().http().host()));
        held.add(socket);
        members.add(new Address(settings.front().http().host(), socket.getLocalPort()));
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return members;
  }

  private void tell(ChildNode node, Process ended) {
    if (!closing) {
      log.warn(
          "{} ended with code {}; the others go on; its log is {}",
          node.name(),
          ended.exitValue(),
          node.log());
    }
  }

  /** Stops all nodes at the same time, and then the database. */
  @Override
  public void close() {
    closing = true;
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    nodes.forEach(ChildNode::stop);
    try {
      for (ChildNode node : nodes) {
        node.awaitEnd(settings.operation().grace().plus(CLOSING));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    teardown.run(CLOSING);
  }

  /** Ends all nodes and the database at once. */
  public void kill() {
    closing = true;
    nodes.forEach(node -> node.process().destroyForcibly());
    Storage storage = opened;
    if (storage != null) {
      storage.stopAtOnce();
    }
  }
}
