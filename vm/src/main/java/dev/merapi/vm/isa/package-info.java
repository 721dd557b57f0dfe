/** The instruction set: operations of RV32IM and of the guest ABI, and their decoder. */
@NullMarked
package dev.merapi.vm.isa;

import org.jspecify.annotations.NullMarked;
