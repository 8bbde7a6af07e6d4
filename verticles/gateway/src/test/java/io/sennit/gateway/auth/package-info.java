@NullMarked
package io.sennit.gateway.auth;

import org.jspecify.annotations.NullMarked;
