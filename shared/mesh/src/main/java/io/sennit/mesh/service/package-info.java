/**
 * What a service author writes: a {@link io.sennit.mesh.service.Service} with its
 * {@link io.sennit.mesh.service.ServiceSpec}. Everything else here runs it.
 */
@NullMarked
package io.sennit.mesh.service;

import org.jspecify.annotations.NullMarked;
