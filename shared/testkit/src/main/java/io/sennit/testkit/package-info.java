/** A cluster inside one JVM, for tests of services and of Sennit itself. */
@NullMarked
package io.sennit.testkit;

import org.jspecify.annotations.NullMarked;
