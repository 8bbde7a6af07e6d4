package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
import io.sennit.node.Eventually;
import io.sennit.node.Launcher;
import io.sennit.node.Loopback;
import io.sennit.node.Operator;
import io.sennit.node.SennitProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster whose nodes share a database, and are told what each of them is for. */
final class Town {
  private static final String AT = "PostgreSQL at ";

  private final Launcher sennit;
  private final String database;
  private final List<String> members;
  private final List<SennitProcess> nodes = new ArrayList<>();

  private Town(Launcher sennit, String database, List<String> members) {
    this.sennit = sennit;
    this.database = database;
    this.members = members;
  }

  /** Founded with a database and room for so many nodes. */
  static Town of(Launcher sennit, int most) throws IOException {
    Path data = sennit.data("postgres");
    SennitProcess postgres =
        sennit.start("postgres", "--data", data.toString(), "--database-port", "0");
    Eventually.within(
        Duration.ofSeconds(30),
        () -> assertThat(postgres.out()).anyMatch(line -> line.contains(AT)));
    String line =
        postgres.out().stream().filter(l -> l.startsWith(AT)).findFirst().orElseThrow();
    String password = Files.readString(data.resolve("postgres-password")).strip();
    String server = line.substring(AT.length(), line.indexOf(';'));
    List<String> members = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      members.add("127.0.0.1:" + Loopback.freePort());
    }
    return new Town(
        sennit, "postgresql://postgres:" + password + "@" + server + "/sennit", members);
  }

  /** Starts one more, and does not wait for it. */
  SennitProcess start(String... services) throws IOException {
    String member = members.get(nodes.size());
    Stream<String> options = Stream.of(
        "--database",
        database,
        "--cluster-port",
        member.substring(member.indexOf(':') + 1),
        "--join",
        members.stream().collect(Collectors.joining(",")));
    SennitProcess node = sennit.node(
        "node-" + nodes.size(), Stream.concat(Stream.of(services), options).toArray(String[]::new));
    nodes.add(node);
    return node;
  }

  /** The place of a member that is no node. */
  ClusterSettings outsider() {
    return new ClusterSettings(
        address(members.get(nodes.size())),
        new Address("127.0.0.1", 0),
        0,
        members.subList(0, nodes.size()).stream().map(Town::address).toList(),
        "loopback",
        "");
  }

  private static Address address(String member) {
    int colon = member.indexOf(':');
    return new Address(member.substring(0, colon), Integer.parseInt(member.substring(colon + 1)));
  }

  /** Where the database is, for its superuser. */
  URI database() {
    return URI.create(database);
  }

  /** Somebody who may ask a node what it knows of the others. */
  Operator operator(SennitProcess node) throws IOException {
    return new Operator(node, sennit.data(node.name()));
  }

  /** The shop that has these nodes for gateways. */
  Shop open(SennitProcess... gateways) throws IOException {
    List<URI> addresses = new ArrayList<>();
    for (SennitProcess gateway : gateways) {
      addresses.add(gateway.awaitReady().http("/"));
    }
    return new Shop(addresses, adminPassword());
  }

  /** One of those that host users has made it. */
  private String adminPassword() throws IOException {
    for (int i = 0; i < nodes.size(); i++) {
      Path password = sennit.data("node-" + i).resolve("admin-password");
      if (Files.exists(password)) {
        return Files.readString(password).strip();
      }
    }
    throw new IllegalStateException("no node has made an administrator");
  }
}
