/** Execution of programs: the fast interpreter, the recording one, hints and limits. */
@NullMarked
package dev.merapi.vm.executor;

import org.jspecify.annotations.NullMarked;
