package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;

/**
 * LogUp's challenges.
 *
 * @param alpha α
 * @param betaPowers β^0 … β^W, W the largest bus width of the machine
 */
public record LogUpChallenges(Ext alpha, List<Ext> betaPowers) {

  /** Copies the list. */
  public LogUpChallenges {
    betaPowers = List.copyOf(betaPowers);
  }

  /** With the powers of {@code beta} up to {@code maxWidth}. */
  public static LogUpChallenges of(Ext alpha, Ext beta, int maxWidth) {
    List<Ext> powers = new ArrayList<>(maxWidth + 1);
    Ext power = Ext.ONE;
    for (int i = 0; i <= maxWidth; i++) {
      powers.add(power);
      power = power.mul(beta);
    }
    return new LogUpChallenges(alpha, powers);
  }

  /** α + β^W·(bus + 1): the part of a denominator that is the same in every row. */
  Ext constantPart(Interaction i) {
    return alpha.add(betaPowers.getLast().mul(KoalaBear.fromCanonical(i.bus().id() + 1)));
  }
}
