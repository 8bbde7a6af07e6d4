package io.sennit.node.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a node that joins others. */
final class ClusterOptions extends NodeOptions {

  @Override
  public CommandSpec transform(CommandSpec command) {
    return super.transform(command)
        .addOption(option("--name", "NAME", "What the node is called (made up)"))
        .addOption(option("--zone", "NAME", "Where the node stands; calls prefer their own zone"))
        .addOption(option("--weight", "NUMBER", "Its share of the calls, beside others (100)"))
        .addOption(option("--cluster-port", "PORT", "Where other members reach this one (5701)"))
        .addOption(option("--bus-port", "PORT", "Where the event bus is reached (any free one)"))
        .addOption(
            option(
                "--link-port",
                "PORT",
                "Where calls arrive: the first of as many ports as there are event loops (any free ones)"))
        .addOption(
            option(
                "--join",
                "HOST:PORT,...",
                "Members to join; a node that is not among them waits for one of them and never founds a cluster"))
        .addOption(option(
            "--cluster-config",
            "NAME|FILE",
            "loopback, lan, kubernetes, or a Hazelcast YAML file (by --host)"))
        .addOption(option(
            "--kubernetes-service",
            "NAME",
            "The DNS name that lists all nodes, for --cluster-config kubernetes"))
        .addOption(OptionSpec.builder("--stop-with")
            .paramLabel("PID")
            .type(String.class)
            .description("Stop when this process ends")
            .hidden(true)
            .build());
  }
}
