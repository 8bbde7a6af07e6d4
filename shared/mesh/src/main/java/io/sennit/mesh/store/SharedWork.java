package io.sennit.mesh.store;

import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import java.util.List;

/** What is done for several calls in one transaction, best by as many statements as for one. */
@FunctionalInterface
public interface SharedWork<T> {
  /**
   * The answers to all pieces, in their order; who knows them need not wait for statements that are
   * sent already, and sends none afterwards. When it or one of them fails, nothing is kept of any
   * piece; then each may be tried by itself, so that only those fail that cannot be done.
   */
  Future<List<Reply>> apply(Transaction transaction, List<Piece<T>> pieces);
}
