package io.sennit.postgres;

import java.nio.file.Path;

/** A process that unpacks the binaries and says where they are. */
final class UnpackingMain {
  private UnpackingMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("UNPACKED " + Binaries.unpackedIn(Path.of(arguments[0])).folder());
  }
}
