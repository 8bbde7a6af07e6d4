package io.sennit.node.life;

import io.sennit.mesh.service.Secrets;
import io.sennit.mesh.settings.Secret;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What services of this node ask for: what its operator gave, or what is made at the first start.
 * Both are kept in the data folder, where the commands look for them.
 */
final class NodeSecrets implements Secrets {
  private final DataFolder folder;
  private final Map<String, Secret> given;
  private final List<String> notices = new CopyOnWriteArrayList<>();

  NodeSecrets(DataFolder folder, Map<String, Secret> given) {
    this.folder = folder;
    this.given = given;
  }

  @Override
  public synchronized String named(String name) {
    try {
      Secret known = given.get(name);
      if (known != null) {
        folder.keepSecret(name, known.value());
        return known.value();
      }
      DataFolder.Kept kept = folder.secret(name);
      if (kept.isNew()) {
        notices.add(notice(name, kept));
      }
      return kept.value();
    } catch (StartFailure unusable) {
      throw new IllegalStateException(unusable.getMessage(), unusable);
    }
  }

  static String notice(String name, DataFolder.Kept made) {
    return name + " is " + made.value() + " (made just now, kept in " + made.file() + ")";
  }

  /** What was made just now: its user is told once. */
  List<String> notices() {
    return List.copyOf(notices);
  }
}
