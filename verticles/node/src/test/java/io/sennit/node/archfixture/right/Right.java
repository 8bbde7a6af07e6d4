package io.sennit.node.archfixture.right;

import io.sennit.node.archfixture.left.Left;
import org.jspecify.annotations.Nullable;

/** The other half of a cycle. */
public record Right(@Nullable Left left) {}
