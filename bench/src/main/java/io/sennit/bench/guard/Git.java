package io.sennit.bench.guard;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The repository that this program was started in. */
record Git(Path home) {

  /** The latest release that the current commit is built on. */
  Optional<String> latestTag() throws IOException, InterruptedException {
    return said("describe", "--tags", "--abbrev=0");
  }

  Optional<String> commit(String reference) throws IOException, InterruptedException {
    return said("rev-parse", "--verify", "--quiet", reference + "^{commit}");
  }

  void checkOut(String commit, Path folder) throws IOException, InterruptedException {
    if (said("worktree", "add", "--detach", folder.toString(), commit).isEmpty()) {
      throw new IOException("git cannot check out " + commit);
    }
  }

  /** Also one that it was just about to check out, and holds for locked. */
  void leave(Path folder) throws IOException, InterruptedException {
    said("worktree", "remove", "--force", "--force", folder.toString());
  }

  /** What it says, or nothing where it fails. */
  private Optional<String> said(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(said.strip()) : Optional.empty();
  }
}
