package io.sennit.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who the server's processes are: ourselves, or, because PostgreSQL refuses root, somebody with
 * fewer rights.
 *
 * <p>Root first tries a user namespace of its own, which needs no change of any file's owner; where
 * the kernel or a container forbids it, the system's account {@code postgres} or {@code nobody},
 * which then owns the data folder.
 */
record Account(List<String> prefix, @Nullable UserPrincipal owner) {
  private static final Duration QUICK = Duration.ofSeconds(5);

  static Account current() throws InterruptedException {
    if (!isRoot()) {
      return new Account(List.of(), null);
    }
    return Programs.succeeds(QUICK, "unshare", "-U", "true")
        ? new Account(List.of("unshare", "-U"), null)
        : unprivileged();
  }

  /** A system account with fewer rights, for the root that may not make a user namespace. */
  static Account unprivileged() throws InterruptedException {
    for (String name : List.of("postgres", "nobody")) {
      // All by the name's own group: "nobody" has another one on each distribution.
      List<String> prefix =
          List.of("setpriv", "--reuid=" + name, "--regid=" + groupOf(name), "--clear-groups");
      List<String> probe = new ArrayList<>(prefix);
      probe.add("true");
      if (Programs.succeeds(QUICK, probe.toArray(String[]::new))) {
        return new Account(prefix, principal(name));
      }
    }
    throw new PostgresException(
        "PostgreSQL does not run as root, and neither unshare nor setpriv works here:"
            + " start Sennit as an ordinary user, or name a database with --database.");
  }

  List<String> command(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  /**
   * The server in a session of its own: Ctrl-C in a terminal goes to the whole foreground group,
   * and would stop the database under services that are still draining. Each of the prefixes
   * replaces itself: the process stays our child.
   */
  List<String> detached(List<String> command) {
    List<String> all = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      all.add("/usr/bin/setsid");
    }
    all.addAll(command(command));
    return all;
  }

  /** Hands a folder over to the account, where that is not ourselves. */
  void own(Path folder) throws IOException {
    if (owner == null || Files.getOwner(folder).equals(owner)) {
      return;
    }
    UserPrincipal user = owner;
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.setOwner(file, user);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
          throws IOException {
        Files.setOwner(visited, user);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  /**
   * Lets the account through a folder, though not look around in it, where that is not ourselves.
   */
  void passThrough(Path folder) throws IOException {
    if (owner == null) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
      Files.setPosixFilePermissions(folder, permissions);
    }
  }

  private static boolean isRoot() {
    try {
      return "root".equals(System.getProperty("user.name"))
          || Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException noProc) {
      return false;
    }
  }

  private static String groupOf(String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
        String[] fields = line.split(":", -1);
        if (fields.length > 3 && fields[0].equals(name)) {
          return fields[3];
        }
      }
    } catch (IOException noAccounts) {
      // The probe that follows fails, and says what to do.
    }
    return name;
  }

  private static UserPrincipal principal(String name) {
    try {
      return Path.of("/")
          .getFileSystem()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName(name);
    } catch (IOException e) {
      throw new PostgresException(
          "The account " + name + " cannot be looked up (" + e + "): start Sennit as an"
              + " ordinary user.",
          e);
    }
  }
}
