package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.Poseidon2;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.chip.addimm.AddImmTrace;
import dev.merapi.vm.chip.branchequal.BranchEqualTrace;
import dev.merapi.vm.chip.loadstore.LoadStoreTrace;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.testing.InversePoseidon2;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Opens a leaf of the initial memory with other contents. The limbs that memory opens with are
 * checked by nothing but the tree, so its leaves must bind any sixteen field elements.
 */
class MemoryForgeryTest {
  private static final int POINTER = 0x2000;

  private final Rv32Machine machine =
      Rv32Machine.of(
          List.of(),
          List.of(),
          List.of(new LoadStoreTrace(), new BranchEqualTrace(), new AddImmTrace()));

  /** Succeeds only if the word at POINTER is not zero. */
  private static final Assembler PROGRAM =
      new Assembler()
          .load(Op.LW, 6, 5, 0)
          .branch(Op.BNE, 6, 0, 8)
          .terminate(1)
          .imm(Op.ADDI, 6, 0, 0)
          .terminate(0);

  @Test
  void invertingThePermutationOpensNoLeafTwice() {
    int[] image = new Random(3).ints(16, 0, KoalaBear.P).toArray();
    int[] preimage = InversePoseidon2.of(image);
    int[] again = preimage.clone();
    Poseidon2.permute16(again);
    assertThat(again).isEqualTo(image);

    MemoryImage zero = MemoryImage.builder().word(MemoryImage.REGISTERS, 20, POINTER).build();
    assertThat(SegmentFixture.record(PROGRAM, zero, GuestInput.empty()).exitCode()).isEqualTo(1);
    MemoryImage seven = zero.toBuilder().word(MemoryImage.MEMORY, POINTER, 7).build();
    SegmentRecord record = SegmentFixture.record(PROGRAM, seven, GuestInput.empty());
    assertThat(record.exitCode()).isZero();
    record.touched().initialWords()[8] = 0;
    record.touched().finalWords()[8] = 0;
    SegmentFixture segment = SegmentFixture.of(machine, record, zero);
    assertThat(segment.publicValues[SegmentPublicValues.EXIT_CODE]).isZero();
    assertThat(segment.broken()).contains("bus memory");

    int label = MemoryImage.leafLabel(MemoryImage.MEMORY, POINTER);
    int[] target = Arrays.copyOf(MemoryTree.of(zero, Parallel.sequential()).node(0, label), 16);
    int[] forged = InversePoseidon2.of(target);
    int lo = KoalaBear.toCanonical(forged[0]);
    int hi = KoalaBear.toCanonical(forged[1]);
    int square = KoalaBear.mul(KoalaBear.fromCanonical(3), KoalaBear.square(forged[1]));
    int norm = KoalaBear.add(KoalaBear.square(forged[0]), square);
    segment.set("load_store", "value.lo", 0, lo).set("load_store", "value.hi", 0, hi);
    segment.set("branch_equal", "x.lo", 0, lo).set("branch_equal", "x.hi", 0, hi);
    segment.set("branch_equal", "inverse", 0, KoalaBear.toCanonical(KoalaBear.inverse(norm)));
    segment.set("add_imm", "rd.previous.lo", 0, lo).set("add_imm", "rd.previous.hi", 0, hi);
    for (int i = 0; i < 16; i++) {
      int limb = KoalaBear.toCanonical(forged[i]);
      segment.set("boundary", "initial[" + i + "]", 1, limb);
      segment.set("boundary", "final[" + i + "]", 1, limb);
    }
    // The second compression asked for is that of the leaf; its row now holds the other contents.
    assertThat(segment.get("poseidon2", "multiplicity", 1)).isEqualTo(2);
    segment.permutation(1, forged, 2);
    assertThat(segment.broken()).containsExactly("bus poseidon2");
  }
}
