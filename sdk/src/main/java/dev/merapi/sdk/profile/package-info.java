/** What a run costs, by function and by instruction. */
@NullMarked
package dev.merapi.sdk.profile;

import org.jspecify.annotations.NullMarked;
