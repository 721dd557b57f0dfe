package dev.merapi.stark.security;

/**
 * The error of one round.
 *
 * @param name the round
 * @param bits minus the base-2 logarithm of its error, proof of work included
 * @param grindBits the bits among them that are proof of work
 */
public record SecurityTerm(String name, double bits, int grindBits) {}
