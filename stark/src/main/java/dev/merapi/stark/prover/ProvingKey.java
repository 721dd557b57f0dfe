package dev.merapi.stark.prover;

import dev.merapi.stark.proof.VerifyingKey;

/**
 * What a prover needs of a machine.
 *
 * @param verifyingKey the key its proofs are verified under, which holds the compiled AIRs
 */
public record ProvingKey(VerifyingKey verifyingKey) {}
