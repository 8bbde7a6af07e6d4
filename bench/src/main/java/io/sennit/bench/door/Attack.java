package io.sennit.bench.door;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The four kinds of slow client that slowhttptest has. */
enum Attack {
  HEADERS("slow headers", "-H -i 3 -x 24"),
  BODY("slow body", "-B -i 3 -s 8192 -x 10 -t POST"),
  READ("slow read", "-X -w 256 -y 512 -n 5 -z 16 -k 10"),
  RANGE("many ranges", "-R -t HEAD -a 10 -b 3000");

  private static final String PROGRAM = "slowhttptest";

  private final String title;
  private final String options;

  Attack(String title, String options) {
    this.title = title;
    this.options = options;
  }

  String title() {
    return title;
  }

  /** Whether the program is there; it is a package of Debian. */
  static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder(PROGRAM, "-h")
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .waitFor()
          >= 0;
    } catch (IOException missing) {
      return false;
    }
  }

  Process start(URI gateway, int connections, Duration time) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(PROGRAM);
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of(
        "-c", Integer.toString(connections),
        "-r", Integer.toString(connections),
        "-l", Long.toString(time.toSeconds()),
        "-p", "3",
        "-u", gateway + Front.PATH));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.DISCARD)
        .start();
  }
}
