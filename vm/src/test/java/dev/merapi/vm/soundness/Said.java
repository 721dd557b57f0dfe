package dev.merapi.vm.soundness;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a row.
 *
 * @param index of the interaction
 * @param fields canonical
 * @param amount how often, canonical; positive if sent, looked up or provided
 */
record Said(int row, int index, Interaction interaction, int[] fields, int amount) {
  private static final int TIME = 4;

  boolean isOn(Bus bus) {
    return interaction.bus().equals(bus);
  }

  boolean is(Direction direction) {
    return interaction.direction() == direction;
  }

  /** Whether it is said once, neither taken back nor in parts. */
  boolean isOnce() {
    return amount == (is(Direction.RECEIVE) ? KoalaBear.P - 1 : 1);
  }

  /** Whether it is an entry of the same cell as another. */
  boolean isOfCell(int[] entry) {
    return isOn(Buses.MEMORY) && fields[0] == entry[0] && fields[1] == entry[1];
  }

  /** The time of an entry of memory. */
  int time() {
    return fields[TIME];
  }

  /** What a row sends to the cell whose entry it takes, null if it does not access it but close. */
  @Nullable Said accessIn(List<Said> said) {
    for (Said s : said) {
      if (s.row == row && s.index > index && s.is(Direction.SEND) && s.isOn(Buses.MEMORY)) {
        return s.isOfCell(fields) && s.time() > 0 ? s : null;
      }
    }
    return null;
  }
}
