package io.sennit.mesh.link;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Carries a batch over the event bus as it is.
 *
 * <p>It never throws: what is wrong with the bytes is found, told and counted by the lane that
 * reads them, not by the connection that they came on, which others share.
 */
final class BatchCodec implements MessageCodec<Batch, Batch> {
  static final String NAME = "sennit-batch";

  @Override
  public void encodeToWire(Buffer wire, Batch batch) {
    wire.appendInt(batch.bytes().length()).appendBuffer(batch.bytes());
  }

  @Override
  public Batch decodeFromWire(int position, Buffer wire) {
    int start = position + Integer.BYTES;
    int length = start <= wire.length() ? wire.getInt(position) : -1;
    boolean whole = length >= 0 && length <= wire.length() - start;
    return new Batch(whole ? wire.slice(start, start + length) : Buffer.buffer(0));
  }

  @Override
  public Batch transform(Batch batch) {
    return batch;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
