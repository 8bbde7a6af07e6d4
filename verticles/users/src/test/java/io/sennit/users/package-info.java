@NullMarked
package io.sennit.users;

import org.jspecify.annotations.NullMarked;
