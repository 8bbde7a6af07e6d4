/** What the event log can do, with the limit of the machine and of plain SQL beside it. */
@NullMarked
package io.sennit.bench.events;

import org.jspecify.annotations.NullMarked;
