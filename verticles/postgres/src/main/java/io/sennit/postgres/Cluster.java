package io.sennit.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The databases' files and the superuser's password: made once, whole or not at all. */
final class Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String CREATE_DATABASE =
      "CREATE DATABASE " + EmbeddedPostgres.DATABASE + "\n";
  private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(2);
  private static final int PASSWORD_BYTES = 24;

  private final Path data;
  private final Binaries binaries;
  private final Account account;

  Cluster(Path data, Binaries binaries, Account account) {
    this.data = data;
    this.binaries = binaries;
    this.account = account;
  }

  static Path folder(Path data) {
    return data.resolve("postgres");
  }

  /**
   * Makes the files if there are none, and refuses those of another version; answers the
   * superuser's password.
   */
  String prepare() throws IOException, InterruptedException {
    Path folder = folder(data);
    // An initdb whose Sennit was killed may still write to a younger one.
    Folders.deleteOlderThan(INITDB_TIMEOUT.multipliedBy(2), data, "postgres-new-*");
    if (Files.exists(folder)) {
      checkVersion(folder);
      account.own(folder);
      return existingPassword();
    }
    String password = Files.exists(passwordFile()) ? existingPassword() : newPassword();
    create(folder, password);
    return password;
  }

  private void checkVersion(Path folder) throws IOException {
    Path marker = folder.resolve("PG_VERSION");
    if (!Files.exists(marker)) {
      throw new PostgresException(
          folder + " is not a data folder of PostgreSQL: move it away, or choose another --data.");
    }
    String found = Files.readString(marker).strip();
    if (!found.equals(binaries.major())) {
      throw new PostgresException(folder + " was made by PostgreSQL " + found
          + ", and this Sennit brings PostgreSQL " + binaries.major()
          + ": restore a backup into an empty --data, or run the Sennit that made it.");
    }
  }

  private void create(Path folder, String password) throws IOException, InterruptedException {
    Path staging = Files.createTempDirectory(data, "postgres-new-");
    try {
      Path made = staging.resolve("cluster");
      Path secret = staging.resolve("password");
      write(secret, password);
      account.own(staging);
      initdb(made, secret, staging.resolve("initdb.log"));
      createDatabase(made, staging.resolve("create.log"));
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
      // Without it a power cut could take the name away from data that was acknowledged since.
      Folders.sync(data);
      LOG.info("A new database is in {}", folder);
    } catch (IOException e) {
      throw new PostgresException(
          "A new database could not be made in " + folder + " (" + e.getMessage()
              + "): see that the account may write there and the disk has 200 MB free.",
          e);
    } finally {
      Folders.delete(staging);
    }
  }

  private void initdb(Path made, Path secret, Path output)
      throws IOException, InterruptedException {
    List<String> command = List.of(
        binaries.program("initdb"),
        "-D",
        made.toString(),
        "--username=" + EmbeddedPostgres.USER,
        "--auth=scram-sha-256",
        "--pwfile=" + secret,
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
        "--set=shared_buffers=128MB",
        // A plan that was made for a small table is kept until somebody has counted it again.
        "--set=autovacuum_naptime=10s",
        "--set=max_connections=200",
        "--set=timezone=UTC",
        "--set=log_timezone=UTC");
    Programs.run(account.command(command), "", output, INITDB_TIMEOUT);
    Files.delete(secret);
  }

  /**
   * In single-user mode, before the folder gets its name: no start ever sees a cluster without its
   * database.
   */
  private void createDatabase(Path made, Path output) throws IOException, InterruptedException {
    List<String> command = List.of(
        binaries.program("postgres"),
        "--single",
        "-D",
        made.toString(),
        "-c",
        "exit_on_error=on",
        "postgres");
    Programs.run(account.command(command), CREATE_DATABASE, output, INITDB_TIMEOUT);
  }

  private Path passwordFile() {
    return data.resolve("postgres-password");
  }

  private String existingPassword() throws IOException {
    if (!Files.exists(passwordFile())) {
      throw new PostgresException("The database's password " + passwordFile()
          + " is missing: put it back from a backup, or choose another --data.");
    }
    return Files.readString(passwordFile()).strip();
  }

  private String newPassword() throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path partial = data.resolve("postgres-password.new");
    Files.deleteIfExists(partial);
    write(partial, password);
    Files.move(partial, passwordFile(), StandardCopyOption.ATOMIC_MOVE);
    return password;
  }

  /** Nobody else may read it, not even between its creation and its first byte. */
  private static void write(Path file, String secret) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      ByteBuffer bytes = ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
