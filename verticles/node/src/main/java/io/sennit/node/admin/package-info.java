/** What operators see of a node: health, metrics, nodes, services. */
@NullMarked
package io.sennit.node.admin;

import org.jspecify.annotations.NullMarked;
