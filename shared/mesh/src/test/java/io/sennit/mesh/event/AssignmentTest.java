package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final String READING = "booker/books of /seller";

  @Test
  void everyPartitionHasOneMember() {
    for (int members = 1; members <= 20; members++) {
      assertThat(owners(members)).as("of %d", members).hasSize(LogSql.PARTITIONS);
    }
  }

  @Test
  void noneHasMuchMoreThanAnother() {
    for (int members = 1; members <= 20; members++) {
      int least = LogSql.PARTITIONS / members;
      int most = (LogSql.PARTITIONS + members - 1) / members;
      for (String member : members(members)) {
        assertThat(share(members(members), member))
            .as("of %d", members)
            .hasSizeBetween(least, most);
      }
    }
  }

  @Test
  void theOrderInWhichMembersAreSeenDoesNotMatter() {
    List<String> reversed = new ArrayList<>(members(5));
    Collections.reverse(reversed);

    assertThat(share(reversed, "m2")).isEqualTo(share(members(5), "m2"));
  }

  @Test
  void fewMoveWhenAMemberComes() {
    for (int members = 1; members <= 8; members++) {
      Map<Integer, String> before = owners(members);
      Map<Integer, String> after = owners(members + 1);
      long moved = before.keySet().stream()
          .filter(partition -> !before.get(partition).equals(after.get(partition)))
          .count();
      assertThat(moved).as("from %d", members).isLessThanOrEqualTo(LogSql.PARTITIONS / 2);
    }
  }

  @Test
  void whoIsNoMemberHasNothing() {
    assertThat(share(members(3), "stranger")).isEmpty();
  }

  private static Map<Integer, String> owners(int count) {
    Map<Integer, String> owners = new HashMap<>();
    for (String member : members(count)) {
      share(members(count), member)
          .forEach(partition -> assertThat(owners.put(partition, member)).isNull());
    }
    return owners;
  }

  private static Set<Integer> share(List<String> members, String member) {
    return Assignment.of(READING, members, member);
  }

  private static List<String> members(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
  }
}
