/** Products on a real database. */
package io.sennit.products;
