/** Who executed what: the tree of call stacks of an execution, with the operations of each. */
@NullMarked
package dev.merapi.vm.profile;

import org.jspecify.annotations.NullMarked;
