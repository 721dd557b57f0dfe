package dev.merapi.vm.executor;

/**
 * What a finished execution shows to the outside.
 *
 * @param exitCode the guest's exit code, 0 to 255
 * @param exitPc pc of the TERMINATE
 * @param instructions number executed, TERMINATE included
 * @param publicValues the public values space, little-endian bytes
 * @param output what the guest printed
 */
@SuppressWarnings("ArrayRecordComponent")
public record ExecutionResult(
    int exitCode, int exitPc, long instructions, byte[] publicValues, String output) {}
