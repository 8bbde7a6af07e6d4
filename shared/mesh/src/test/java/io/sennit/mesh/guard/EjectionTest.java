package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EjectionTest {

  @ParameterizedTest(name = "of {0} instances {1} may be out")
  @CsvSource({"1, 0", "2, 1", "3, 1", "10, 5"})
  void whenMoreThanHalfIsOutAllGetCalls(int instances, int mayBeOut) {
    Ejection ejection = new Ejection(0.5);
    ejection.instances(instances);

    IntStream.range(0, mayBeOut).forEach(i -> ejection.ejected());
    assertThat(ejection.panics()).isFalse();
    ejection.ejected();
    assertThat(ejection.panics()).isTrue();
    ejection.returned();
    assertThat(ejection.panics()).isFalse();
  }

  @Test
  void instancesThatLeaveAndJoinChangeWhatIsHalf() {
    Ejection ejection = new Ejection(0.5);
    ejection.instances(4);
    ejection.ejected();
    ejection.ejected();
    assertThat(ejection.panics()).isFalse();

    ejection.instances(3);
    assertThat(ejection.panics()).isTrue();
    ejection.instances(5);
    assertThat(ejection.panics()).isFalse();
  }

  @Test
  void theShareIsThePolicys() {
    Ejection never = new Ejection(0);
    never.instances(10);
    assertThat(never.panics()).as("nobody is out").isFalse();
    never.ejected();
    assertThat(never.panics()).isTrue();

    Ejection all = new Ejection(1);
    all.instances(1);
    all.ejected();
    assertThat(all.panics()).isFalse();
  }
}
