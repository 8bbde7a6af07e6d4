package io.sennit.mesh.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the settings that are lists; a fault names the entry at fault. */
final class Lists {
  private static final int MOST_INSTANCES = 1_024;
  private static final int HIGHEST_PORT = 65_535;

  private final Source source;

  Lists(Source source) {
    this.source = source;
  }

  List<Hosting> hostings(List<String> hosts, @Nullable Set<String> known) {
    List<Hosting> hostings = new ArrayList<>();
    for (String host : hosts) {
      String[] parts = host.split("=", 2);
      int instances =
          parts.length == 1 ? Hosting.AS_FITS : Numbers.within(parts[1], 1, MOST_INSTANCES);
      if (instances < 0) {
        source.fault(
            "'" + host + "' asks for '" + parts[1] + "' instances: use a number from 1 to 1024");
      } else if (known != null && !known.contains(parts[0])) {
        source.fault("'" + parts[0] + "' is no service here: there are "
            + String.join(", ", known.stream().sorted().toList()));
      } else {
        hostings.add(new Hosting(parts[0], instances));
      }
    }
    return hostings;
  }

  List<Address> join() {
    Optional<Source.Given> given = source.find("--join");
    List<Address> addresses = new ArrayList<>();
    given.ifPresent(list -> {
      for (String member : list.value().split(",", -1)) {
        int colon = member.strip().lastIndexOf(':');
        int port =
            colon < 1 ? -1 : Numbers.within(member.strip().substring(colon + 1), 1, HIGHEST_PORT);
        if (port < 0) {
          source.fault(list.name() + " names '" + member
              + "': write host:port, several with commas between them");
        } else {
          addresses.add(new Address(member.strip().substring(0, colon), port));
        }
      }
    });
    return addresses;
  }

  List<Path> paths(String option) {
    List<Path> paths = new ArrayList<>();
    source.find(option).ifPresent(given -> {
      for (String path : given.value().split(",", -1)) {
        if (Files.isReadable(Path.of(path))) {
          paths.add(Path.of(path));
        } else {
          source.fault(given.name() + " names '" + path + "': there is no such jar or folder");
        }
      }
    });
    return paths;
  }
}
