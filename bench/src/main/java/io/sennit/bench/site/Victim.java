package io.sennit.bench.site;

/** A process that can be killed, and how it comes again. */
public record Victim(String name, Action death, Action life) {

  /** One of the two. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  static Victim of(Member member) {
    return new Victim(member.name(), member::kill, () -> {
      member.start();
      member.awaitReady();
    });
  }

  /** As it is counted: the two gateways are of one kind, and so are the two nodes with services. */
  public String kind() {
    return name.replaceAll("-[0-9]$", "");
  }
}
