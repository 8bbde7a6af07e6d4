package io.sennit.bench.gateway;

import io.sennit.bench.measure.Medians;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What all contestants did under one load, round by round. */
final class Contest {
  private final Load load;
  private final Map<String, List<Turn>> turns = new LinkedHashMap<>();

  Contest(Load load) {
    this.load = load;
  }

  Load load() {
    return load;
  }

  void add(String contestant, Turn turn) {
    turns.computeIfAbsent(contestant, name -> new ArrayList<>()).add(turn);
  }

  /** In the order of the list, the first of which is what the others are compared with. */
  List<Standing> standings(List<String> contestants) {
    List<Turn> first = turns(contestants.get(0));
    return contestants.stream().map(name -> standing(name, turns(name), first)).toList();
  }

  private List<Turn> turns(String contestant) {
    return turns.getOrDefault(contestant, List.of());
  }

  private static Standing standing(String name, List<Turn> own, List<Turn> first) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(own.size(), first.size()); i++) {
      ratios.add(own.get(i).shot().perSecond() / first.get(i).shot().perSecond());
    }
    return new Standing(
        name,
        Medians.of(own, turn -> turn.shot().perSecond()),
        Medians.of(ratios, Double::doubleValue),
        Medians.of(own, turn -> turn.shot().p50()),
        Medians.of(own, turn -> turn.shot().p99()),
        each(own, Turn::cpuMicros),
        each(own, Turn::resident),
        own.stream().mapToLong(turn -> turn.shot().errors()).sum());
  }

  private static Map<String, Double> each(
      List<Turn> own, Function<Turn, Map<String, ? extends Number>> figures) {
    Map<String, Double> medians = new LinkedHashMap<>();
    for (String part : figures.apply(own.get(0)).keySet()) {
      ToDoubleFunction<Turn> figure =
          turn -> Objects.requireNonNull(figures.apply(turn).get(part)).doubleValue();
      medians.put(part, Medians.of(own, figure));
    }
    return medians;
  }

  JsonObject toJson(List<String> contestants) {
    JsonArray all = new JsonArray();
    for (Standing standing : standings(contestants)) {
      List<JsonObject> rounds =
          turns(standing.name()).stream().map(Turn::toJson).collect(Collectors.toList());
      all.add(standing.toJson().put("rounds", new JsonArray(rounds)));
    }
    return new JsonObject().put("load", load.title()).put("contestants", all);
  }
}
