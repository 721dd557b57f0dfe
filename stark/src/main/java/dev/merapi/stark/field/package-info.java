/** The base field KoalaBear, its quartic extension, and matrices of base elements. */
@NullMarked
package dev.merapi.stark.field;

import org.jspecify.annotations.NullMarked;
