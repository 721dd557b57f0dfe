/** The machine's memory: images, and the Merkle tree that binds them. */
@NullMarked
package dev.merapi.vm.memory;

import org.jspecify.annotations.NullMarked;
