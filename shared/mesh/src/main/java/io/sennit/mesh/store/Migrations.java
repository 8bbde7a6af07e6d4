package io.sennit.mesh.store;

/**
 * Where a service's migrations lie: a folder of the class path with {@code V1__name.sql} and so on,
 * as Flyway reads them, and the class loader that sees it, which is another one when the service
 * came from a jar at run time.
 */
public record Migrations(String folder, ClassLoader loader) {

  public Migrations {
    folder = folder.startsWith("classpath:") ? folder.substring("classpath:".length()) : folder;
    while (folder.startsWith("/")) {
      folder = folder.substring(1);
    }
    while (folder.endsWith("/")) {
      folder = folder.substring(0, folder.length() - 1);
    }
  }

  /** The folder as the class loader of this class sees it. */
  public static Migrations of(Class<?> service, String folder) {
    return new Migrations(folder, service.getClassLoader());
  }

  String location() {
    return "classpath:" + folder;
  }
}
