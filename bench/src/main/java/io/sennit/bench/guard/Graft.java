package io.sennit.bench.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * This program on the libraries of another edition: so that what measures calls is the same for
 * both, and only the mesh under it is not.
 */
final class Graft {
  private Graft() {}

  /** Makes the jar. */
  static Path onto(Path libraries, Path folder) throws IOException {
    Path jar = folder.resolve("sennit-bench.jar");
    try (JarFile own = new JarFile(ManagementFactory.getRuntimeMXBean().getClassPath());
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest(own, libraries))) {
      Enumeration<JarEntry> entries = own.entries();
      while (entries.hasMoreElements()) {
        copy(own, entries.nextElement(), out);
      }
    }
    return jar;
  }

  private static Manifest manifest(JarFile own, Path libraries) throws IOException {
    Manifest manifest = new Manifest(own.getManifest());
    try (Stream<Path> jars = Files.list(libraries)) {
      manifest
          .getMainAttributes()
          .put(
              Name.CLASS_PATH,
              jars.map(jar -> jar.toUri().toString()).sorted().collect(Collectors.joining(" ")));
    }
    return manifest;
  }

  private static void copy(JarFile own, JarEntry entry, JarOutputStream out) throws IOException {
    if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
      return;
    }
    out.putNextEntry(new JarEntry(entry.getName()));
    try (InputStream in = own.getInputStream(entry)) {
      in.transferTo(out);
    }
    out.closeEntry();
  }
}
