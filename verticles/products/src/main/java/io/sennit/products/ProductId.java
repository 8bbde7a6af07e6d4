package io.sennit.products;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids of products as others name them, who may name what never was one. */
final class ProductId {
  private static final Pattern FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private ProductId() {}

  /** The id, or null for what is none. */
  static @Nullable UUID of(String text) {
    return FORM.matcher(text).matches() ? UUID.fromString(text) : null;
  }
}
