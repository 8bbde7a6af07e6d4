package io.sennit.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked once per version from the class path into a folder that
 * appears whole or not at all.
 */
record Binaries(Path folder, String version) {
  private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);
  private static final Duration ABANDONED = Duration.ofHours(1);
  private static final Duration FLUSH = Duration.ofSeconds(30);

  static Binaries unpackedIn(Path parent) throws InterruptedException {
    return unpackedIn(parent, Platform.current());
  }

  static Binaries unpackedIn(Path parent, Platform platform) throws InterruptedException {
    String version = packagedVersion();
    Path folder = parent.resolve(
        "postgres-" + version + "-" + platform.system() + "-" + platform.processor());
    try {
      Folders.deleteOlderThan(ABANDONED, parent, "postgres-*.unpacking-*");
      if (!Files.isDirectory(folder)) {
        unpack(platform, parent, folder);
      }
      return new Binaries(folder, version);
    } catch (IOException e) {
      throw new PostgresException(
          "PostgreSQL's programs could not be unpacked into " + folder + " (" + e
              + "): see that the folder is writable and the disk has 100 MB free.",
          e);
    }
  }

  /** The part of the version that data folders depend on. */
  String major() {
    return version.substring(0, version.indexOf('.'));
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  private static void unpack(Platform platform, Path parent, Path folder)
      throws IOException, InterruptedException {
    Path partial = Files.createTempDirectory(parent, folder.getFileName() + ".unpacking-");
    try {
      // The account that runs the server may be a lesser one than ours.
      Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
      extract(platform, partial);
      // After a power cut the name could be there without the contents; where there is no such
      // program, we take the risk.
      Programs.succeeds(FLUSH, "sync", "-f", partial.toString());
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("PostgreSQL is unpacked in {}", folder);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Somebody else was faster: theirs is as good as ours.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    } finally {
      Folders.delete(partial);
    }
  }

  private static void extract(Platform platform, Path target) throws IOException {
    try (InputStream archive =
        Binaries.class.getClassLoader().getResourceAsStream(platform.archive())) {
      if (archive == null) {
        throw new PostgresException(
            "The embedded PostgreSQL's archive " + platform.archive()
                + " is not in the class path: build Sennit on this platform, or name a database with --database.");
      }
      var tar =
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)));
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        extract(tar, entry, target);
      }
    }
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("The archive has an entry outside of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.resolveSibling(".").normalize());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    boolean program = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static String packagedVersion() {
    try (InputStream resource = Binaries.class.getResourceAsStream("binaries.properties")) {
      if (resource == null) {
        throw new IOException("binaries.properties is missing");
      }
      Properties properties = new Properties();
      properties.load(resource);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new PostgresException(
          "This build of Sennit is broken (" + e.getMessage() + "): build it again.", e);
    }
  }
}
