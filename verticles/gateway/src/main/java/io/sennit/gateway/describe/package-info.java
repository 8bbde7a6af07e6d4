/**
 * What the services offer, for people and programs: an OpenAPI document, made of what they have
 * announced, and a page that shows it.
 */
@NullMarked
package io.sennit.gateway.describe;

import org.jspecify.annotations.NullMarked;
