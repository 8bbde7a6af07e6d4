package io.sennit.mesh;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.mesh.directory.Instance.Placement;
import io.sennit.mesh.link.LinkPorts;
import io.sennit.mesh.policy.Policies;
import io.sennit.mesh.service.Secrets;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.Databases;
import org.jspecify.annotations.Nullable;

/** What a node of the mesh needs to know besides its Vert.x. */
public record MeshOptions(
    String nodeName,
    Placement placement,
    MeterRegistry meters,
    Policies policies,
    Databases databases,
    Secrets secrets,
    @Nullable LinkPorts links) {

  public static MeshOptions named(String nodeName) {
    return new MeshOptions(
        nodeName,
        Placement.DEFAULT,
        new SimpleMeterRegistry(),
        Policies.defaults(),
        Databases.common(null),
        Secrets.NONE,
        null);
  }

  /** In which zone the node stands, and how much of the load its instances should get. */
  public MeshOptions placement(Placement where) {
    return new MeshOptions(nodeName, where, meters, policies, databases, secrets, links);
  }

  /** How its calls are treated. */
  public MeshOptions policies(Policies rules) {
    return new MeshOptions(nodeName, placement, meters, rules, databases, secrets, links);
  }

  public MeshOptions meters(MeterRegistry registry) {
    return new MeshOptions(nodeName, placement, registry, policies, databases, secrets, links);
  }

  /** Where services that keep data have their schemas. */
  public MeshOptions database(@Nullable Database server) {
    return databases(Databases.common(server));
  }

  /** The same, where some of the services have a database to themselves. */
  public MeshOptions databases(Databases servers) {
    return new MeshOptions(nodeName, placement, meters, policies, servers, secrets, links);
  }

  /** Where services get their passwords and the like. */
  public MeshOptions secrets(Secrets source) {
    return new MeshOptions(nodeName, placement, meters, policies, databases, source, links);
  }

  /** Where it takes the connections of links; where nothing is said, on its event bus's host. */
  public MeshOptions links(LinkPorts ports) {
    return new MeshOptions(nodeName, placement, meters, policies, databases, secrets, ports);
  }
}
