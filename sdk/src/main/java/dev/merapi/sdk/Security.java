package dev.merapi.sdk;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.stark.security.SecurityPreset;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The named security presets. There is no way to set their parts one by one. */
public enum Security {
  /** 100 bits, every term proven; the default. */
  PROVEN_100(SecurityPreset.PROVEN_100),
  /** 100 bits against the best known attacks: smaller proofs, resting on a conjecture. */
  HEURISTIC_100(SecurityPreset.HEURISTIC_100);

  private final SecurityPreset preset;

  Security(SecurityPreset preset) {
    this.preset = preset;
  }

  SecurityPreset preset() {
    return preset;
  }

  /** The preset's name as users write it: {@code proven-100}, {@code heuristic-100}. */
  public String label() {
    return preset.parameters().name();
  }

  /** The preset of a name as users write it. */
  public static Security parse(String label) {
    return Arrays.stream(values())
        .filter(preset -> preset.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException(
                Subject.CONFIGURATION,
                "'"
                    + label
                    + "' is no security preset; there are "
                    + Arrays.stream(values())
                        .map(Security::label)
                        .collect(Collectors.joining(", "))));
  }
}
