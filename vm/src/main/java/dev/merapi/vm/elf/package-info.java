/** Reading of ELF32 RISC-V executables. */
@NullMarked
package dev.merapi.vm.elf;

import org.jspecify.annotations.NullMarked;
