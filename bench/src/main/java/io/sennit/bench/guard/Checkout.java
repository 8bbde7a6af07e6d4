package io.sennit.bench.guard;

import io.sennit.bench.site.Folder;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An earlier state of the sources, built in a working tree of its own that ends with this. */
final class Checkout implements Closeable {
  private final Git git;
  private final Folder folder;
  private final Path home;
  private @Nullable Process build;
  private boolean closed;

  private Checkout(Git git, Folder folder) {
    this.git = git;
    this.folder = folder;
    this.home = folder.path().resolve("checkout");
  }

  /** Checks it out, and builds it as it builds itself. */
  static Checkout of(Git git, String commit) throws Exception {
    Checkout checkout = new Checkout(git, Folder.temporary());
    Runtime.getRuntime().addShutdownHook(new Thread(checkout::close));
    try {
      git.checkOut(commit, checkout.home);
      checkout.build();
      return checkout;
    } catch (Exception broken) {
      checkout.close();
      throw broken;
    }
  }

  private void build() throws Exception {
    if (begin().waitFor() != 0) {
      throw new IOException("the build of the earlier commit failed");
    }
  }

  private synchronized Process begin() throws IOException {
    if (closed) {
      throw new IOException("the program ends");
    }
    // The benchmarks are built for the libraries that calls go through; both say what is wrong.
    Process started = new ProcessBuilder(home.resolve("sennit").toString(), "bench", "--help")
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
    build = started;
    return started;
  }

  Path home() {
    return home;
  }

  /** Neither the folder is left, nor that git knows of it. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (build != null) {
        List<ProcessHandle> started = build.descendants().toList();
        build.destroyForcibly().onExit().join();
        started.forEach(ProcessHandle::destroyForcibly);
        started.forEach(each -> each.onExit().join());
      }
      git.leave(home);
      folder.leave();
    } catch (Exception left) {
      System.err.println(folder.path() + " is left: " + left.getMessage());
    }
  }
}
