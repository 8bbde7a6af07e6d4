package io.sennit.mesh.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {
  private final List<String> read = new ArrayList<>();
  private final BatchReader reader =
      new BatchReader(BatchReader.LONGEST, batch -> read.add(batch.toString()));

  @Test
  void howeverTheBytesAreCutTheBatchesAreTheSame() throws CorruptFrame {
    Random random = new Random(20_261_129);
    for (int turn = 0; turn < 500; turn++) {
      read.clear();
      List<String> written = new ArrayList<>();
      Buffer bytes = Buffer.buffer();
      for (int i = random.nextInt(6); i >= 0; i--) {
        String batch = "x".repeat(random.nextInt(40));
        written.add(batch);
        bytes.appendInt(batch.length()).appendString(batch);
      }
      for (int at = 0; at < bytes.length(); ) {
        int end = Math.min(bytes.length(), at + 1 + random.nextInt(30));
        reader.read(bytes.getBuffer(at, end));
        at = end;
      }
      assertThat(read).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, BatchReader.LONGEST + 1})
  void aLengthThatCannotBeIsSaidAtOnce(int length) {
    assertThatThrownBy(() -> reader.read(Buffer.buffer().appendInt(length)))
        .isInstanceOf(CorruptFrame.class)
        .hasMessageContaining("" + length);
  }
}
