package io.sennit.mesh.store;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Migrations that a test writes: a folder, or a jar, with a class loader of its own. */
final class Scripts implements AutoCloseable {
  private static final String FOLDER = "db/test";

  private final Path root;
  private final URLClassLoader loader;

  private Scripts(Path root, URL url) {
    this.root = root;
    this.loader = new URLClassLoader(new URL[] {url}, null);
  }

  static Scripts in(Path root) throws IOException {
    Files.createDirectories(root.resolve(FOLDER));
    return new Scripts(root, root.toUri().toURL());
  }

  static Scripts inJar(Path jar, String name, String sql) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("db/"));
      out.putNextEntry(new JarEntry(FOLDER + "/"));
      out.putNextEntry(new JarEntry(FOLDER + "/" + name));
      out.write(sql.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return new Scripts(jar, jar.toUri().toURL());
  }

  Scripts with(String name, String sql) throws IOException {
    Files.writeString(root.resolve(FOLDER).resolve(name), sql);
    return this;
  }

  Migrations migrations() {
    return new Migrations("classpath:" + FOLDER, loader);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
