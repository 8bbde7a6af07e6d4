package io.sennit.mesh.store;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The migrations' texts by their names, read once: what is compared is exactly what Flyway is
 * given.
 */
record MigrationFiles(Migrations origin, SortedMap<String, String> texts) {

  static MigrationFiles read(Migrations migrations) {
    SortedMap<String, String> texts = new TreeMap<>();
    try {
      for (URL url : Collections.list(migrations.loader().getResources(migrations.folder()))) {
        if (url.getProtocol().equals("file")) {
          readFolder(Path.of(url.toURI()), texts);
        } else if (url.openConnection() instanceof JarURLConnection connection) {
          readJar(connection, migrations.folder() + "/", texts);
        }
      }
    } catch (IOException | URISyntaxException e) {
      throw Problem.of(
          Kind.INTERNAL,
          "The migrations in " + migrations.location() + " cannot be read (" + e
              + "): build the service again.");
    }
    if (texts.isEmpty()) {
      throw Problem.of(
          Kind.INTERNAL,
          "There are no migrations in " + migrations.location()
              + ": put V1__name.sql there, and see that its class loader can list the folder.");
    }
    return new MigrationFiles(migrations, Collections.unmodifiableSortedMap(texts));
  }

  /** The same for the same names and texts, and for no others. */
  String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String> file : texts.entrySet()) {
        for (String part : List.of(file.getKey(), file.getValue())) {
          byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
          digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
          digest.update(bytes);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void readFolder(Path folder, Map<String, String> texts) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (isMigration(name)) {
          texts.putIfAbsent(name, Files.readString(file));
        }
      }
    }
  }

  private static void readJar(JarURLConnection connection, String prefix, Map<String, String> texts)
      throws IOException {
    // A jar that was loaded at run time may be replaced: a cached handle would go on showing the
    // old one.
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith(prefix) && isMigration(entry.getName())) {
          try (InputStream content = jar.getInputStream(entry)) {
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            texts.putIfAbsent(entry.getName().substring(prefix.length()), text);
          }
        }
      }
    }
  }

  private static boolean isMigration(String name) {
    return name.endsWith(".sql") || name.endsWith(".sql.conf");
  }
}
