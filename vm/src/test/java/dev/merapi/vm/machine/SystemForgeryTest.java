package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.security.SecurityPreset;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.executor.TouchedLeaves;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Forgeries against the system's tables, each with the check that must stop it (soundness lines 15
 * to 22, 32, 33).
 */
class SystemForgeryTest {
  private static final int POINTER = 0x2000;
  private static final byte[] INPUT = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  private final Rv32Machine machine = Rv32Machine.of(List.of(), List.of(), List.of());
  private SegmentFixture segment = honest();

  private SegmentFixture honest() {
    MemoryImage memory = registers(POINTER, 3);
    return SegmentFixture.of(machine, SegmentFixture.record(text(), memory, input()), memory);
  }

  @BeforeEach
  void startHonest() {
    segment = honest();
    assertThat(segment.broken()).isEmpty();
  }

  private static Assembler text() {
    return new Assembler().phantom(0, 0, 0).hintStoreWord(5).hintBuffer(5, 6).fence().terminate(0);
  }

  private static GuestInput input() {
    return GuestInput.of(INPUT);
  }

  private static MemoryImage registers(int pointer, int count) {
    return MemoryImage.builder()
        .word(MemoryImage.REGISTERS, 20, pointer)
        .word(MemoryImage.REGISTERS, 24, count)
        .build();
  }

  // Line 15: timestamps.

  @Test
  void timeStartsAtOne() {
    segment.add("phantom", "ts", 0, 1);
    assertThat(segment.broken()).contains("bus execution");
  }

  @Test
  void nothingRunsBesideThePath() {
    Assembler asm = new Assembler().fence().fence().fence().terminate(0);
    MemoryImage memory = MemoryImage.empty();
    segment = SegmentFixture.of(machine, SegmentFixture.record(asm, memory, input()), memory);
    assertThat(segment.broken()).isEmpty();
    int row = segment.paddingRow("phantom", "real");
    segment.set("phantom", "real", row, 1).set("phantom", "pc", row, SegmentFixture.TEXT);
    for (int ts : new int[] {0, 1, 2, 1000, KoalaBear.P - 1}) {
      segment.set("phantom", "ts", row, ts);
      assertThat(segment.broken()).containsExactly("bus execution");
    }
  }

  @Test
  void rowsAreTooFewForALoop() {
    // A loop of states would need increments, of at most 3 a row, that add up to p.
    int height = SecurityPreset.PROVEN_100.parameters().maxLogHeight();
    long tables = Rv32Machine.standard().airs().size();
    assertThat(3 * tables << height).isLessThan(KoalaBear.P);
  }

  @Test
  void finalTimestampIsBounded() {
    segment.add("connector", "final_ts_low", 0, 1 << 16).add("connector", "final_ts_high", 0, -1);
    assertThat(segment.broken()).containsExactly("bus bytes", "bus range16");
    segment = honest();
    segment
        .add("connector", "final_ts_low", 0, -256L << 16)
        .add("connector", "final_ts_high", 0, 256);
    assertThat(segment.broken()).containsExactly("bus bytes", "bus range16");
  }

  @Test
  void anAccessCannotTakeAnEntryOfItsOwnFuture() {
    // The word at POINTER is written twice. Let the first write follow the second one.
    SegmentRecord record = SegmentFixture.record(text(), registers(POINTER, 3), input());
    int[] words = record.buffer(ChipRecord.HINT_WORD).data();
    TouchedLeaves touched = record.touched();
    int firstTs = words[4 + 3];
    int secondTs = touched.finalTs()[8];
    assertThat(firstTs).isPositive().isLessThan(secondTs);
    words[2] = words[4 + 1];
    words[3] = secondTs;
    words[4 + 2] = 0;
    words[4 + 3] = 0;
    touched.finalWords()[8] = words[1];
    touched.finalTs()[8] = firstTs;
    segment = SegmentFixture.of(machine, record, registers(POINTER, 3));
    assertThat(segment.broken()).containsExactly("bus bytes");
  }

  // Lines 16 and 33: addresses.

  @Test
  void pointerIsNotTakenModuloP() {
    int alias = KoalaBear.P + POINTER;
    SegmentRecord record = SegmentFixture.record(text(), registers(POINTER, 3), input());
    for (int head = 0; head < record.buffer(ChipRecord.HINT_HEAD).count(); head++) {
      record.buffer(ChipRecord.HINT_HEAD).data()[head * 8 + 2] = alias;
    }
    forceRegister(record, 5, alias);
    segment = SegmentFixture.of(machine, record, registers(alias, 3));
    // The limbs of the rows after the first come from alias + 4k: same value modulo p.
    assertThat(segment.broken()).containsExactly("bus range16");
  }

  @Test
  void countIsNotTakenModuloP() {
    int alias = KoalaBear.P + 3;
    SegmentRecord record = SegmentFixture.record(text(), registers(POINTER, 3), input());
    forceRegister(record, 6, alias);
    segment = SegmentFixture.of(machine, record, registers(POINTER, alias));
    segment.set("hint", "count.lo", 1, alias & 0xffff).set("hint", "count.hi", 1, alias >>> 16);
    assertThat(segment.broken()).containsExactly("bus range16");
  }

  @Test
  void aBufferCannotRunIntoTheNextSpace() {
    int end = (1 << 29) - 4;
    Assembler asm = new Assembler().phantom(0, 0, 0).hintBuffer(5, 6).terminate(0);
    SegmentRecord honest = SegmentFixture.record(asm, registers(end, 1), input());
    SegmentRecord record = SegmentFixture.record(asm, registers(end - 32, 2), input());
    record.buffer(ChipRecord.HINT_HEAD).data()[2] = end;
    int word = record.buffer(ChipRecord.HINT_WORD).get(1, 1);
    TouchedLeaves touched = record.touched();
    int[] labels = honest.touched().labels().clone();
    assertThat(labels).hasSize(2);
    assertThat(touched.labels()).hasSize(3);
    touched.labels()[1] = labels[1];
    touched.labels()[2] = MemoryImage.leafLabel(MemoryImage.PUBLIC_VALUES, 0);
    forceRegister(record, 5, end);
    assertThat(touched.finalWords()[16]).isEqualTo(word);
    segment = SegmentFixture.of(machine, record, registers(end, 2));
    assertThat(segment.broken()).containsExactly("bus memory");
    segment.set("boundary", "space", 2, MemoryImage.MEMORY);
    assertThat(segment.broken()).containsExactly("bus bytes");
  }

  private static void forceRegister(SegmentRecord record, int register, int value) {
    TouchedLeaves touched = record.touched();
    assertThat(touched.labels()[register / 8]).isEqualTo(register / 8);
    touched.initialWords()[register] = value;
    touched.finalWords()[register] = value;
  }

  // Line 17: the tree.

  @Test
  void directionsFollowTheLabel() {
    for (String side : new String[] {"initial", "final"}) {
      for (int i = 0; i < 8; i++) {
        int left = segment.get("merkle", "left_" + side + "[" + i + "]", 0);
        int right = segment.get("merkle", "right_" + side + "[" + i + "]", 0);
        segment.set("merkle", "left_" + side + "[" + i + "]", 0, right);
        segment.set("merkle", "right_" + side + "[" + i + "]", 0, left);
      }
    }
    int left = segment.get("merkle", "left_touched", 0);
    segment.set("merkle", "left_touched", 0, segment.get("merkle", "right_touched", 0));
    segment.set("merkle", "right_touched", 0, left);
    assertThat(segment.broken()).contains("bus merkle", "bus poseidon2");
  }

  @Test
  void anotherLabelIsAnotherPlace() {
    segment.add("boundary", "label", 0, 1).add("boundary", "index_low", 0, 1);
    assertThat(segment.broken()).contains("bus merkle");
  }

  @Test
  void anUntouchedChildStays() {
    assertThat(segment.get("merkle", "right_touched", 0)).isZero();
    segment.add("merkle", "right_final[0]", 0, 1);
    assertThat(segment.broken()).contains("merkle: an untouched right child stays 0");
  }

  @Test
  void anUntouchedLeftChildStays() {
    int row = 0;
    while (segment.get("merkle", "real", row) == 0
        || segment.get("merkle", "left_touched", row) != 0) {
      row++;
    }
    segment.add("merkle", "left_final[0]", row, 1);
    assertThat(segment.broken()).contains("merkle: an untouched left child stays 0");
  }

  @Test
  void theTableHasIntegersOfSixteenBits() {
    int row = 4;
    assertThat(segment.brokenConstraints("table")).isEmpty();
    segment.add("table", "bit[0]", row, 2).add("table", "bit[1]", row, -1);
    assertThat(segment.brokenConstraints("table")).contains("bit 0", "bit 1");
  }

  @Test
  void aRowWithoutTouchedChildCannotStandForANode() {
    segment.set("merkle", "left_touched", 0, 0).set("merkle", "right_touched", 0, 0);
    assertThat(segment.broken()).contains("merkle: real exactly if a child is touched");
  }

  @Test
  void nothingIsExpandedBelowALeaf() {
    int row = segment.paddingRow("merkle", "real");
    segment.set("merkle", "real", row, 1).set("merkle", "left_touched", row, 1);
    segment.set("merkle", "index", row, segment.get("boundary", "label", 0));
    for (int i = 0; i < 16; i++) {
      String side = (i < 8 ? "left" : "right") + "_";
      String at = "[" + i % 8 + "]";
      segment.set(
          "merkle", side + "initial" + at, row, segment.get("boundary", "initial[" + i + "]", 0));
      segment.set(
          "merkle", side + "final" + at, row, segment.get("boundary", "final[" + i + "]", 0));
    }
    for (int i = 0; i < 8; i++) {
      String at = "[" + i + "]";
      segment.set("merkle", "initial" + at, row, segment.get("boundary", "initial_digest" + at, 0));
      segment.set("merkle", "final" + at, row, segment.get("boundary", "final_digest" + at, 0));
    }
    segment.set("boundary", "real", 0, 0);
    assertThat(segment.broken()).contains("bus merkle");
  }

  @Test
  void rootsAreThePublicOnes() {
    for (int i = 0; i < 16; i++) {
      segment = honest();
      segment.publicValues[SegmentPublicValues.INITIAL_ROOT + i] ^= 1;
      assertThat(segment.broken()).containsExactly("bus merkle");
    }
  }

  // Lines 18 and 19: multiplicities and padding.

  @Test
  void multiplicitiesAreBoolean() {
    segment.set("phantom", "real", 0, 2);
    assertThat(segment.broken()).contains("phantom: real");
    segment = honest();
    segment.set("boundary", "real", 0, 2);
    assertThat(segment.broken()).contains("boundary: real");
    segment = honest();
    segment.set("connector", "active", 0, 2);
    assertThat(segment.broken()).contains("connector: the first row is active");
    segment = honest();
    segment.set("connector", "active", 1, 1);
    assertThat(segment.broken()).contains("connector: no other row is");
    segment = honest();
    segment.set("hint", "single", 0, 2);
    assertThat(segment.broken()).contains("hint: single");
    segment = honest();
    segment.set("merkle", "left_touched", 0, 2);
    assertThat(segment.broken()).contains("merkle: left_touched");
  }

  @Test
  void paddingTouchesNoBus() {
    assertThat(segment.height("boundary")).isGreaterThanOrEqualTo(2);
    int row = segment.paddingRow("merkle", "real");
    for (String column : new String[] {"level", "index", "initial[0]", "right_final[3]"}) {
      segment.set("merkle", column, row, 12345);
    }
    segment.set("merkle", "right_initial[3]", row, 12345);
    assertThat(segment.broken()).isEmpty();
    segment.set("merkle", "real", row, 1);
    assertThat(segment.broken()).isNotEmpty();
  }

  // Line 20: one row an address.

  @Test
  void aLeafIsOpenedOnce() {
    assertThat(segment.height("boundary")).isEqualTo(2);
    segment.copyRow("boundary", 0, 1);
    assertThat(segment.broken()).contains("bus merkle");
  }

  // Lines 21 and 22: the end and the program.

  @Test
  void theEndIsATerminateOfTheProgram() {
    segment.publicValues[SegmentPublicValues.EXIT_CODE] = 1;
    assertThat(segment.broken()).containsExactly("bus program");
    segment = honest();
    segment.publicValues[SegmentPublicValues.IS_TERMINATE] = 2;
    assertThat(segment.broken()).contains("connector: is_terminate");
    segment = honest();
    segment.publicValues[SegmentPublicValues.IS_TERMINATE] = 0;
    assertThat(segment.broken()).containsExactly("connector: exit code of a suspension");
    segment.publicValues[SegmentPublicValues.EXIT_CODE] = SegmentPublicValues.SUSPENDED;
    assertThat(segment.broken()).isEmpty();
    segment.publicValues[SegmentPublicValues.FINAL_PC] -= 4;
    assertThat(segment.broken()).containsExactly("bus execution");
  }

  @Test
  void onlyInstructionsOfTheProgramRun() {
    segment.set("hint", "pointer_register", 0, 6);
    assertThat(segment.broken()).contains("bus program");
    segment = honest();
    segment.publicValues[SegmentPublicValues.INITIAL_PC] += 4;
    assertThat(segment.broken()).containsExactly("bus execution");
  }

  // Line 32: hints.

  @Test
  void hintWordsAreOfSixteenBitLimbs() {
    segment.add("hint", "data.lo", 0, 1 << 16);
    assertThat(segment.broken()).contains("bus range16");
    segment = honest();
    segment.add("hint", "data.hi", 2, 1 << 16);
    assertThat(segment.broken()).contains("bus range16");
  }

  @Test
  void countGoesDownToOne() {
    segment.set("hint", "last", 2, 1);
    assertThat(segment.broken())
        .contains(
            "hint: one word remains in the last row", "hint: a row that is not last is continued");
    segment = honest();
    segment.set("hint", "last", 3, 0);
    assertThat(segment.broken()).contains("hint: does not end inside a run");
    segment = honest();
    segment.set("hint", "count.lo", 2, 3);
    assertThat(segment.broken()).contains("hint: count goes down");
    segment = honest();
    segment.add("hint", "pointer.lo", 2, 4);
    assertThat(segment.broken()).contains("hint: pointer goes on");
    segment = honest();
    segment.add("hint", "ts", 2, 1);
    assertThat(segment.broken()).contains("hint: time goes on");
    segment = honest();
    segment.add("hint", "pc", 2, 4);
    assertThat(segment.broken()).contains("hint: pc stays");
  }

  @Test
  void aRunStartsOnce() {
    segment.set("hint", "start", 2, 1);
    assertThat(segment.broken()).contains("hint: one kind of row");
    segment = honest();
    segment.set("hint", "start", 2, 1).set("hint", "more", 2, 0);
    assertThat(segment.broken()).contains("hint: a row that is not last is continued");
    segment = honest();
    segment.set("hint", "single", 0, 0).set("hint", "more", 0, 1);
    assertThat(segment.broken()).contains("hint: does not begin inside a run");
  }
}
