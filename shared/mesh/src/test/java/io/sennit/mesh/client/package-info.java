@org.jspecify.annotations.NullMarked
package io.sennit.mesh.client;
