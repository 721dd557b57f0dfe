package dev.merapi.sdk.error;

import java.io.Serializable;

/** Why a proof was refused: one record for each rule of verification. */
public sealed interface Rejection extends Serializable {

  /** One line for a reader. */
  String message();

  /** The proof was made for a machine other than the verifying key's. */
  record OtherMachine(String expected, String found) implements Rejection {
    @Override
    public String message() {
      return "the proof is for machine " + found + ", the key for " + expected;
    }
  }

  /** The proof runs a program other than the one asked for. */
  record OtherProgram(String expected, String found) implements Rejection {
    @Override
    public String message() {
      return "the proof runs program " + found + ", expected " + expected;
    }
  }

  /** The proof of a segment does not hold. */
  record Segment(int segment, String check, String detail) implements Rejection {
    @Override
    public String message() {
      return "segment " + segment + " is refused by check " + check + ": " + detail;
    }
  }

  /** What the segments claim does not make one whole run. */
  record Run(String check, String detail) implements Rejection {
    @Override
    public String message() {
      return "the run is refused by check " + check + ": " + detail;
    }
  }

  /** The revealed bytes are not those of the final memory. */
  record PublicValues(String detail) implements Rejection {
    @Override
    public String message() {
      return "the public values are refused: " + detail;
    }
  }

  /** The proof holds, and what it proves is that the guest failed. */
  record GuestFailed(int exitCode) implements Rejection {
    @Override
    public String message() {
      return "the proven run ended with exit code " + exitCode;
    }
  }
}
