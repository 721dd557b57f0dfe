/** How text from outside is shown; exported to the project's own modules only. */
@NullMarked
package dev.merapi.sdk.text;

import org.jspecify.annotations.NullMarked;
