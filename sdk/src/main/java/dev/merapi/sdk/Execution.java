package dev.merapi.sdk;

import dev.merapi.vm.executor.ExecutionResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/** What a guest did when it ran, without any proof. Immutable. */
public final class Execution {

  private final int exitCode;
  private final byte[] publicValues;
  private final long instructions;
  private final String output;
  private final Duration time;

  Execution(ExecutionResult result, long nanos) {
    this.exitCode = result.exitCode();
    this.publicValues = result.publicValues().clone();
    this.instructions = result.instructions();
    this.output = result.output();
    this.time = Duration.ofNanos(nanos);
  }

  /** The exit code the guest terminated with; anything but 0 cannot be proven. */
  public int exitCode() {
    return exitCode;
  }

  /** All bytes of the public-values space, in order. */
  public byte[] publicValues() {
    return publicValues.clone();
  }

  /** Instructions executed. */
  public long instructions() {
    return instructions;
  }

  /** What the guest printed. */
  public String output() {
    return output;
  }

  /** How long it ran. */
  public Duration time() {
    return time;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Execution that
        && exitCode == that.exitCode
        && instructions == that.instructions
        && output.equals(that.output)
        && Arrays.equals(publicValues, that.publicValues);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(publicValues) + Long.hashCode(instructions);
  }

  @Override
  public String toString() {
    return "Execution[exit "
        + exitCode
        + ", "
        + instructions
        + " instructions, "
        + HexFormat.of().formatHex(publicValues)
        + "]";
  }
}
