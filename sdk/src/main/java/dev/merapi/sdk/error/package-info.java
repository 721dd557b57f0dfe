/** The one exception family of the SDK. */
@NullMarked
package dev.merapi.sdk.error;

import org.jspecify.annotations.NullMarked;
