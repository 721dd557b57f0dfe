/**
 * What a verifier of application proofs needs to know of the machine; depends on no executor and no
 * trace.
 */
@NullMarked
package dev.merapi.vm.verification;

import org.jspecify.annotations.NullMarked;
