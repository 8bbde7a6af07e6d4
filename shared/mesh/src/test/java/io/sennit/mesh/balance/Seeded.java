package io.sennit.mesh.balance;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Gives a test its chance, and says how to have the same again when it fails. */
final class Seeded implements ParameterResolver, TestExecutionExceptionHandler {
  private static final String PROPERTY = "sennit.test.seed";
  private static final long SEED = Long.getLong(PROPERTY, System.nanoTime());

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Random.class;
  }

  @Override
  public Random resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return new Random(SEED);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext test, Throwable failure) {
    throw new AssertionError(
        "Repeat with -D" + PROPERTY + "=" + SEED + ": " + failure.getMessage(), failure);
  }
}
