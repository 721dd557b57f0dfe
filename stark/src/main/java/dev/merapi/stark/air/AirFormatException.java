package dev.merapi.stark.air;

/** Bytes that are not the canonical encoding of a {@link CompiledAir}. */
public final class AirFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what is wrong and where. */
  public AirFormatException(String message) {
    super(message);
  }
}
