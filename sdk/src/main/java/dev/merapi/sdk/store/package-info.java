/** Files that appear whole or not at all and tell when they were damaged; not exported. */
@NullMarked
package dev.merapi.sdk.store;

import org.jspecify.annotations.NullMarked;
