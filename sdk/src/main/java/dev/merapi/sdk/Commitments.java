package dev.merapi.sdk;

import dev.merapi.sdk.verify.Commitment;

/**
 * What pins a run: the program and the machine.
 *
 * @param exe binds the decoded program, its initial memory and its entry
 * @param vm binds the machine: its constraints and its parameters
 */
public record Commitments(Commitment exe, Commitment vm) {}
