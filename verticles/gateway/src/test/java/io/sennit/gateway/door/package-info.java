/** The door: who comes in, in what manner, and how long they may stay. */
package io.sennit.gateway.door;
