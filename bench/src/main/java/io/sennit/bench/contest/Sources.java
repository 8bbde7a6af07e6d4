package io.sennit.bench.contest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** A peer that is built of what is in <code>bench/peers</code>, when it is needed first. */
public final class Sources {
  /** From the benchmark's jar in <code>bench/target/quick</code>. */
  private static final Path PEERS = Path.of(ManagementFactory.getRuntimeMXBean().getClassPath())
      .toAbsolutePath()
      .resolve("../../../peers")
      .normalize();

  private Sources() {}

  /** Where a peer has them. */
  public static Path of(String peer) throws Missing {
    Path folder = PEERS.resolve(peer);
    if (!Files.isDirectory(folder)) {
      throw new Missing("its sources are not in " + folder);
    }
    return folder;
  }

  /** Builds it unless the file is there and as new as the one that says what it is built of. */
  public static void build(Path made, Path from, String... command)
      throws Missing, IOException, InterruptedException {
    if (isNew(made, from)) {
      return;
    }
    String said = Programs.said(command);
    if (!isNew(made, from)) {
      throw new Missing("it could not be built: "
          + said.lines().filter(line -> !line.isBlank()).findFirst().orElse("no word why"));
    }
  }

  private static boolean isNew(Path made, Path from) throws IOException {
    return Files.exists(made)
        && Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(from)) >= 0;
  }
}
