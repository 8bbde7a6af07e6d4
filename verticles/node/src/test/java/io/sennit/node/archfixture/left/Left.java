package io.sennit.node.archfixture.left;

import io.sennit.node.archfixture.right.Right;
import org.jspecify.annotations.Nullable;

/** One half of a cycle. */
public record Left(@Nullable Right right) {}
