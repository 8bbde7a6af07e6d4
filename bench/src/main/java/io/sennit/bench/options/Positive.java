package io.sennit.bench.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of things of which there is at least one. */
public final class Positive implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, as a number that is too small is.
    }
    throw new TypeConversionException("'" + text + "' is not a whole number above 0");
  }
}
