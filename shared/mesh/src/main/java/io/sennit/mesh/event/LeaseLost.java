package io.sennit.mesh.event;

/** Another instance works on the partition now, or an operator has moved it: nothing was kept. */
final class LeaseLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLost(String what) {
    super(what, null, false, false);
  }
}
