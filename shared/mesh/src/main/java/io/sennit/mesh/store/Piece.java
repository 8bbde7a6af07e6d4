package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;

/** What one of several calls wants that share a transaction. */
public record Piece<T>(Call call, T wanted) {}
