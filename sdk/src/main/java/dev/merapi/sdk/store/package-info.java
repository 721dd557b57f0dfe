/**
 * Files that appear whole or not at all and tell when they were damaged; exported to the project's
 * own modules only.
 */
@NullMarked
package dev.merapi.sdk.store;

import org.jspecify.annotations.NullMarked;
