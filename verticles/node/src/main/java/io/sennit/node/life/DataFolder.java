package io.sennit.node.life;

import io.sennit.mesh.settings.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder with a node's files, held by one process at a time. */
public final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String ADMIN_TOKEN = "admin-token";
  private static final int SECRET_BYTES = 24;

  private final Path path;
  private final FileLock lock;

  /** A secret in its file; new when it was made just now. */
  record Kept(String value, Path file, boolean isNew) {}

  private DataFolder(Path path, FileLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder where it is missing, and takes it for this process. The operating system lets
   * go of it after a crash.
   */
  public static DataFolder open(Path path) throws StartFailure {
    try {
      Files.createDirectories(path);
      FileChannel channel = FileChannel.open(
          path.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StartFailure("--data: another process works in the folder " + path
            + "; stop it, or name another folder for this one");
      }
      return new DataFolder(path, lock);
    } catch (IOException unusable) {
      throw new StartFailure("--data: the folder " + path + " cannot be used (" + reason(unusable)
          + "); name one that can be written");
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static String reason(IOException failure) {
    String detail = failure.getMessage();
    return failure.getClass().getSimpleName().replace("Exception", "")
        + (detail == null ? "" : ": " + detail);
  }

  public Path path() {
    return path;
  }

  /** The token of the admin interface: the given one, or one that is made at the first start. */
  String adminToken(@Nullable Secret given) throws StartFailure {
    if (given == null) {
      return secret(ADMIN_TOKEN).value();
    }
    keepSecret(ADMIN_TOKEN, given.value());
    return given.value();
  }

  /** A secret that is made once and kept in a file which only the owner can read. */
  Kept secret(String name) throws StartFailure {
    Path file = path.resolve(name);
    try {
      if (Files.exists(file)) {
        return new Kept(Files.readString(file).strip(), file, false);
      }
      byte[] random = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(random);
      String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      keep(file, secret);
      return new Kept(secret, file, true);
    } catch (IOException unusable) {
      throw new StartFailure(
          "--data: the file " + file + " cannot be used (" + reason(unusable) + ")");
    }
  }

  /** Writes a secret that somebody else chose, for the commands that look for it here. */
  void keepSecret(String name, String secret) throws StartFailure {
    Path file = path.resolve(name);
    try {
      Files.deleteIfExists(file);
      keep(file, secret);
    } catch (IOException unusable) {
      throw new StartFailure(
          "--data: the file " + file + " cannot be written (" + reason(unusable) + ")");
    }
  }

  /** Takes over a secret from the folder of another node, and says whether it has done so. */
  boolean adopt(String name, Path other) throws StartFailure {
    Path theirs = other.resolve(name);
    if (Files.exists(path.resolve(name)) || !Files.exists(theirs)) {
      return false;
    }
    try {
      keepSecret(name, Files.readString(theirs).strip());
      return true;
    } catch (IOException unusable) {
      throw new StartFailure(
          "--data: the file " + theirs + " cannot be read (" + reason(unusable) + ")");
    }
  }

  private static void keep(Path file, String secret) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException raced) {
      // Another command was first; the folder's lock makes sure that it was not another node.
    }
    Files.writeString(file, secret + "\n", StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lock.channel().close();
  }
}
