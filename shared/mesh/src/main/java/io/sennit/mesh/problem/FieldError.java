package io.sennit.mesh.problem;

/** One field of an input that was refused, and why. */
public record FieldError(String field, String message) {}
