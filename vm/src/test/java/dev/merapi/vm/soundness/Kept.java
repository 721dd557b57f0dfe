package dev.merapi.vm.soundness;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts of definitions that the library has no forgery against, with the reason why each stays.
 * Nothing may be added: a new part needs its forgery.
 */
final class Kept {
  private static final String FLOW =
      "implied: a row takes its state as often as real says, and a state is there once."
          + " Stays: the bound on interactions takes a multiplicity for 0 or 1";
  private static final String PARTS =
      "needed if text lies below 32: rows that are each a part of an instruction, as in add_imm,"
          + " whose operand rs2 is taken for a pc";
  private static final String BOTH_ENDS =
      "implied with its twin at the other end: a run without head sends one state too many, one"
          + " without tail one too few";

  /** Reasons, by table and defence. */
  static final Map<String, Map<String, String>> REASONS =
      Map.ofEntries(
          Map.entry(
              "branch_equal",
              Map.of(
                  "constraint real",
                  FLOW,
                  "constraint beq",
                  "implied: -1 needs bne = 1, then equal is not 0, so the words are equal and"
                      + " 'different words' asks for equal = 0",
                  "constraint bne",
                  "implied as that of beq")),
          Map.entry("branch_less", Map.of("constraint real", PARTS)),
          Map.entry("const_jump", Map.of("constraint real", PARTS)),
          Map.entry(
              "div_rem",
              Map.of(
                  "constraint real",
                  FLOW,
                  "constraint zero",
                  "implied: if it is not 0 the sum of y's bytes is, and 'y is not zero' makes it"
                      + " real")),
          Map.entry(
              "hint",
              Map.of(
                  "constraint single",
                  "implied: only -1 with start and more is left, which reads a count of 1 from x0",
                  "constraint start",
                  "implied: only -1 with single and more is left, which takes a 1 from x0",
                  "constraint more",
                  "implied: only -1 is left, which reads x0 twice at time 0",
                  "constraint one kind of row",
                  "implied: two kinds take an entry or a state twice. Stays, as other reals do",
                  "constraint last",
                  "implied: only -1 in padding is left, after which a count falls from 0",
                  "constraint does not begin inside a run",
                  BOTH_ENDS,
                  "constraint does not end inside a run",
                  BOTH_ENDS,
                  "6 receives memory, field 3",
                  "another high limb is a run of 2^16 rows more or less",
                  "14 looks up range16",
                  "SystemForgeryTest.pointerIsNotTakenModuloP",
                  "15 looks up range16",
                  "SystemForgeryTest.countIsNotTakenModuloP")),
          Map.entry(
              "jalr",
              Map.of(
                  "constraint real",
                  "implied: op is 31·real, the return address that of no other operation",
                  "3 looks up program, field 0",
                  "implied: the return address in the row binds the pc",
                  "3 looks up program, field 1",
                  "implied: no other operation has a return address there",
                  "3 looks up program, field 6",
                  "implied by field 7, which the low limb and pc determine",
                  "3 looks up program, field 7",
                  "implied by field 6")),
          Map.entry(
              "less",
              Map.of(
                  "constraint real",
                  "implied: op is 6·real, a part of which would write at a part of a timestamp")),
          Map.entry("load_store", Map.of("constraint real", FLOW)),
          Map.entry("logic", Map.of("constraint real", FLOW)),
          Map.entry("mul_high", Map.of("constraint real", FLOW)),
          Map.entry(
              "shift",
              Map.of(
                  "constraint real",
                  FLOW,
                  "constraint padding has no immediate",
                  "implied by 'only SRAI has an immediate'; part of the frame that logic and less"
                      + " share, where it is not")),
          Map.entry("shift_imm", Map.of("constraint real", FLOW)),
          Map.entry("sub_word", Map.of("constraint real", FLOW)));

  /** Constraints whose forgeries, as far as found, say nothing false, by table. */
  static final Map<String, Set<String>> PINS =
      Map.ofEntries(
          Map.entry("add_sub", Set.of("add", "real", "sub")),
          Map.entry("boundary", Set.of("real")),
          Map.entry("branch_equal", Set.of("no inverse of zero", "taken")),
          Map.entry(
              "branch_less", Set.of("padding is no ge", "padding is not unsigned", "unsigned x")),
          Map.entry("const_jump", Set.of("padding has no kind")),
          Map.entry(
              "div_rem",
              Set.of(
                  "c0.bit",
                  "divu",
                  "its sign",
                  "no bound for a division by zero",
                  "no bound for a division by zero (2)",
                  "no bound for a division by zero (3)",
                  "no inverse of zero",
                  "remainder negative only with x",
                  "remu",
                  "y is not zero",
                  "y is zero")),
          Map.entry("less", Set.of("padding is not unsigned", "unused low", "unused prevTs")),
          Map.entry("load_store", Set.of("load", "reveal", "store")),
          Map.entry("logic", Set.of("unused low", "unused prevTs")),
          Map.entry("mul_high", Set.of("c2 high", "mulh", "mulhsu", "mulhu")),
          Map.entry(
              "shift",
              Set.of(
                  "bit (3)",
                  "no second register, high",
                  "no second register, low",
                  "sll",
                  "sra",
                  "srl",
                  "unused low",
                  "unused prevTs")),
          Map.entry("shift_imm", Set.of("cut", "left", "left.move", "right", "right.move")),
          Map.entry(
              "sub_word",
              Set.of(
                  "half words need no extra byte",
                  "loadByte",
                  "loadHalf",
                  "only loads are unsigned",
                  "storeByte",
                  "storeHalf",
                  "stores have no sign")));

  private Kept() {}

  /** Why a defence stays, or null. A message's reason is that of its only field, too. */
  static @Nullable String reason(String table, String defence) {
    Map<String, String> reasons = REASONS.getOrDefault(table, Map.of());
    String reason = reasons.get(defence);
    return reason != null ? reason : reasons.get(defence.replace("range16, field 0", "range16"));
  }
}
