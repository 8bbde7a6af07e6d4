package io.sennit.bench.contest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.stream.Stream;

/** A peer that is built of what is in <code>bench/peers</code>, when it is needed first. */
public final class Sources {
  /** From the benchmark's jar in <code>bench/target/quick</code>. */
  private static final Path PEERS = Path.of(ManagementFactory.getRuntimeMXBean().getClassPath())
      .toAbsolutePath()
      .resolve("../../../peers")
      .normalize();

  /** Where tools put what they make. */
  private static final Set<String> BUILT = Set.of("target", "node_modules");

  private static final int DEPTH = 20;

  private Sources() {}

  /** Where a peer has them. */
  public static Path of(String peer) throws Missing {
    Path folder = PEERS.resolve(peer);
    if (!Files.isDirectory(folder)) {
      throw new Missing("its sources are not in " + folder);
    }
    return folder;
  }

  /** Builds it unless the file is there and newer than all that it is built of. */
  public static void build(Path sources, Path made, String... command)
      throws Missing, IOException, InterruptedException {
    if (isNew(made, sources)) {
      return;
    }
    String said = Programs.said(command);
    if (!isNew(made, sources)) {
      Path log = Files.writeString(Files.createTempFile("sennit-bench-", ".log"), said);
      throw new Missing("it could not be built, see " + log);
    }
  }

  private static boolean isNew(Path made, Path sources) throws IOException {
    if (!Files.exists(made)) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(made);
    try (Stream<Path> files = Files.find(
        sources,
        DEPTH,
        (file, is) -> is.isRegularFile() && is.lastModifiedTime().compareTo(built) > 0)) {
      return files.allMatch(
          file -> BUILT.contains(sources.relativize(file).getName(0).toString()));
    }
  }
}
