package dev.merapi.stark.air;

/**
 * An AIR that breaks a rule of the language; the message names the AIR and the constraint or
 * interaction.
 */
public final class AirDefinitionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With the rule that was broken. */
  public AirDefinitionException(String message) {
    super(message);
  }
}
