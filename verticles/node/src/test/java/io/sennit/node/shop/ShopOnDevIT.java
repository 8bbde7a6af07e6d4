package io.sennit.node.shop;

import io.sennit.node.Launcher;
import io.sennit.node.SennitProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole shop in one process. */
class ShopOnDevIT implements ShopContract {
  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = Launcher.ofHardWork(() -> folder);

  private static Shop shop;

  @BeforeAll
  static void open() throws Exception {
    Path data = folder.resolve("data");
    SennitProcess dev = sennit.dev(data).awaitReady();
    shop = new Shop(
        List.of(dev.http("/")), Files.readString(data.resolve("admin-password")).strip());
  }

  @Override
  public Shop shop() {
    return shop;
  }
}
