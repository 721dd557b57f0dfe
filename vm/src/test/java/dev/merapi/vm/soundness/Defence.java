package dev.merapi.vm.soundness;

import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Constraint;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Interaction;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a table's definition that a deletion takes away: a constraint, a message looked up or
 * received, or one field of such a message.
 *
 * @param message whether it is an interaction, else a constraint
 * @param index of the constraint or the interaction in the compiled AIR
 * @param field of the interaction's message, −1 for all of it
 */
record Defence(boolean message, int index, int field) implements Comparable<Defence> {

  static Defence constraint(int index) {
    return new Defence(false, index, -1);
  }

  static Defence message(int index, int field) {
    return new Defence(true, index, field);
  }

  /** All defences of an AIR that something must stand for; fields that are constants apart. */
  static List<Defence> of(CompiledAir air) {
    List<Defence> all = new ArrayList<>();
    int constraints = (int) air.constraints().stream().filter(c -> !c.extension()).count();
    for (int i = 0; i < constraints; i++) {
      all.add(constraint(i));
    }
    for (int i = 0; i < air.interactions().size(); i++) {
      Interaction interaction = air.interactions().get(i);
      if (isDefensive(interaction)) {
        all.add(message(i, -1));
        for (int k = 0; k < interaction.message().size(); k++) {
          if (!isConstant(air, interaction.message().get(k))) {
            all.add(message(i, k));
          }
        }
      }
    }
    return all;
  }

  /** Whether a message can be refused: what is sent or provided is what others go by. */
  static boolean isDefensive(Interaction interaction) {
    return interaction.direction() == Direction.LOOKUP
        || interaction.direction() == Direction.RECEIVE;
  }

  static boolean isConstant(CompiledAir air, int node) {
    return air.base().get(node) instanceof BaseNode.Constant;
  }

  /** The base node that is deleted: a constraint's, a field's, or a multiplicity's. */
  int node(CompiledAir air) {
    if (!message) {
      return air.constraints().get(index).node();
    }
    Interaction interaction = air.interactions().get(index);
    return field < 0 ? interaction.multiplicity() : interaction.message().get(field);
  }

  /** Unique within the AIR. */
  String name(CompiledAir air) {
    if (!message) {
      Constraint constraint = air.constraints().get(index);
      return "constraint " + constraint.name();
    }
    Interaction interaction = air.interactions().get(index);
    String direction = interaction.direction() == Direction.LOOKUP ? "looks up" : "receives";
    String name = index + " " + direction + " " + interaction.bus().name();
    return field < 0 ? name : name + ", field " + field;
  }

  @Override
  public int compareTo(Defence o) {
    if (message != o.message) {
      return message ? 1 : -1;
    }
    return index != o.index ? Integer.compare(index, o.index) : Integer.compare(field, o.field);
  }
}
