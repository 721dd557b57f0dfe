package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.ProofCodec;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.stark.prover.Forger;
import dev.merapi.stark.prover.Forger.Place;
import dev.merapi.stark.prover.Keygen;
import dev.merapi.stark.prover.ProvingKey;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.AppRejectedException;
import dev.merapi.vm.verification.AppVerification;
import dev.merapi.vm.verification.ExeCommitment;
import dev.merapi.vm.verification.SegmentPublicValues;
import dev.merapi.vm.verification.UserPublicValuesProof;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lies about a run of the real machine, one line each, and what objects when the run is verified: a
 * rule of runs, or a check of the segment's proof. The prover does everything else right; where it
 * lies in a trace, the multiplicities of the tables follow. The proof system's own places have
 * their lines in {@code ProtocolLiesTest}.
 */
final class MachineLiesTest {
  private static final StarkParameters PARAMETERS =
      new StarkParameters(
          "insecure-test", "poseidon2", 1, 3, 22, 8, 4, 4, 4, List.of(4), 4, 3, 4, 4);
  private static final Rv32Machine MACHINE = Rv32Machine.standard();
  private static final ProvingKey KEY =
      Keygen.generate(MACHINE.airs(), Rv32Machine.PUBLIC_VALUES, PARAMETERS);
  private static final int POINTER = 0x20000;
  private static final int WORD = 0x00031234;
  private static final MemoryImage MEMORY =
      MemoryImage.builder().word(MemoryImage.REGISTERS, 20, POINTER).build();

  /** A program with a hint, a load, a sum, a store and a reveal. */
  private static final Honest HONEST = new Honest();

  private static final class Honest {
    final SegmentRecord record = record(7);
    final SegmentFixture fixture = fixture();
    final CommittedMatrix program = commit(record);
    final CommittedMatrix otherProgram = commit(record(9));
    final SegmentPublicValues values = SegmentPublicValues.of(fixture.publicValues.clone());
    final UserPublicValuesProof publicValues =
        UserPublicValues.open(fixture.memoryAfter, record.publicValues());
    final AppClaim claim = new AppClaim(program.root(), List.of(values), publicValues);
    final int[] exe = ExeCommitment.of(program.root(), values.initialRoot(), values.initialPc());
    final byte[] proof = prove(fixture, program, Place.NONE);
  }

  private static SegmentRecord record(int sum) {
    Assembler asm = new Assembler().phantom(0, 0, 0).hintStoreWord(5).hintStoreWord(5);
    asm.load(Op.LW, 7, 5, 0);
    asm.reg(Op.ADD, 8, 7, sum);
    asm.store(Op.SW, 8, 5, 4).reveal(8, 0, 0).terminate(0);
    return SegmentFixture.record(asm, MEMORY, GuestInput.builder().words(WORD).build());
  }

  private static SegmentFixture fixture() {
    return SegmentFixture.of(MACHINE, record(7), MEMORY);
  }

  private static CommittedMatrix commit(SegmentRecord record) {
    return Keygen.commit(KEY, MACHINE.programIndex(), MACHINE.committedProgram(record.program()));
  }

  private static byte[] prove(SegmentFixture segment, CommittedMatrix program, Place place) {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      StarkProof proof = Forger.prove(KEY, segment.witness(program), place, Parallel.of(pool, 2));
      return ProofCodec.encode(KEY.verifyingKey(), proof);
    }
  }

  /** What a run is refused for: a rule, and for a segment the check of its proof. */
  private static String verdict(AppClaim claim, byte[] proof) {
    try {
      AppVerification.verify(
          KEY.verifyingKey(), 32, claim, List.of(proof), HONEST.exe, Parallel.sequential());
      return "believed";
    } catch (AppRejectedException e) {
      return e.rule() == AppRejectedException.Rule.SEGMENT ? e.check() : e.rule().name();
    }
  }

  private record Lie(String what, String noticed, Function<Honest, String> told) {
    /** Traces that do not hold. */
    static Lie trace(String what, String noticed, Consumer<SegmentFixture> change) {
      return trace(what, noticed, Place.NONE, change);
    }

    static Lie trace(String what, String noticed, Place place, Consumer<SegmentFixture> change) {
      return new Lie(
          what,
          noticed,
          honest -> {
            SegmentFixture segment = fixture();
            change.accept(segment);
            SegmentPublicValues values = SegmentPublicValues.of(segment.publicValues);
            AppClaim claim =
                new AppClaim(
                    honest.program.root(),
                    List.of(values),
                    UserPublicValues.open(segment.memoryAfter, honest.record.publicValues()));
            return verdict(claim, prove(segment, honest.program, place));
          });
    }

    /** An honest proof of another claim. */
    static Lie claim(String what, String noticed, UnaryOperator<AppClaim> change) {
      return new Lie(what, noticed, honest -> verdict(change.apply(honest.claim), honest.proof));
    }

    /** An honest proof with a part changed. */
    static Lie proof(String what, String noticed, Consumer<StarkProof> change) {
      return new Lie(
          what,
          noticed,
          honest -> {
            try {
              StarkProof proof = ProofCodec.decode(KEY.verifyingKey(), honest.proof);
              change.accept(proof);
              return verdict(honest.claim, ProofCodec.encode(KEY.verifyingKey(), proof));
            } catch (ProofFormatException e) {
              throw new IllegalStateException(e);
            }
          });
    }

    @Override
    public String toString() {
      return what + ": " + noticed;
    }
  }

  static List<Lie> quick() {
    return List.of(
        Lie.claim("another exit code", "PROOF_OF_WORK", c -> values(c, v -> v[3] = 1)),
        Lie.claim("a run that goes on", "RUN", c -> values(c, v -> v[2] = 0)),
        Lie.claim("another entry point", "PROGRAM", c -> values(c, v -> v[0] += 4)),
        Lie.claim("another initial memory", "PROGRAM", c -> values(c, v -> v[4] ^= 1)),
        Lie.claim("another final memory", "PUBLIC_VALUES", c -> values(c, v -> v[12] ^= 1)),
        Lie.claim("another final pc", "PROOF_OF_WORK", c -> values(c, v -> v[1] += 4)),
        Lie.claim("another program", "PROGRAM", MachineLiesTest::otherProgram),
        Lie.claim("another public value", "PUBLIC_VALUES", MachineLiesTest::otherPublicValue),
        Lie.proof("another key", "MALFORMED", p -> change(p.keyDigest())),
        Lie.proof("the height of a table", "PROOF_OF_WORK", p -> p.logHeights()[21]++),
        Lie.proof("another root of the traces", "PROOF_OF_WORK", p -> change(p.mainCap())),
        Lie.proof("another opened value", "CONSTRAINTS", p -> change(p.openedHere())),
        Lie.proof("an exposed sum", "BUS_BALANCE", p -> change(p.exposedSums())),
        Lie.proof("a final polynomial", "PROOF_OF_WORK", p -> change(p.finalPolynomial())),
        Lie.proof("a query of its choice", "QUERY_INDICES", MachineLiesTest::firstQueryIsTheSecond),
        Lie.proof("a leaf of the program", "MERKLE_PATH", p -> change(p.openings()[0][0].row())),
        Lie.proof("a leaf of the traces", "MERKLE_PATH", p -> change(p.openings()[0][1].row())),
        Lie.trace(
            "a load of another value", "BUS_BALANCE", t -> t.add("load_store", "value.lo", 0, 1)));
  }

  static List<Lie> slow() {
    return List.of(
        Lie.trace("a sum of its choice", "BUS_BALANCE", t -> t.add("add_sub", "z.lo", 0, 1)),
        Lie.trace(
            "a store of another value", "BUS_BALANCE", t -> t.add("load_store", "value.lo", 1, 1)),
        Lie.trace("a stale read", "BUS_BALANCE", t -> t.add("load_store", "read.prevTs", 0, -1)),
        Lie.trace(
            "a read of the future", "BUS_BALANCE", t -> t.add("load_store", "read.prevTs", 0, 9)),
        Lie.trace(
            "time that ends elsewhere",
            "BUS_BALANCE",
            t -> t.add("connector", "final_ts_low", 0, 1)),
        Lie.trace("an instruction too early", "BUS_BALANCE", t -> t.add("add_sub", "ts", 0, -1)),
        Lie.trace("a hint of 17 bits", "BUS_BALANCE", t -> t.add("hint", "data.lo", 0, 1 << 16)),
        Lie.trace("a hint that goes on", "BUS_BALANCE", t -> t.add("hint", "more", 0, 1)),
        Lie.trace("another register", "BUS_BALANCE", t -> t.add("add_sub", "rs2", 0, 1)),
        Lie.trace("another operation", "BUS_BALANCE", MachineLiesTest::subtract),
        Lie.trace("an instruction left out", "BUS_BALANCE", t -> t.add("phantom", "real", 0, -1)),
        Lie.trace(
            "another initial word", "BUS_BALANCE", t -> t.add("boundary", "initial[10]", 0, 4)),
        Lie.trace("another final word", "BUS_BALANCE", t -> t.add("boundary", "final[14]", 0, 1)),
        Lie.trace("a leaf at another place", "BUS_BALANCE", t -> t.add("boundary", "label", 1, 1)),
        Lie.trace("another sibling", "BUS_BALANCE", t -> t.add("merkle", "right_initial[0]", 3, 1)),
        Lie.trace(
            "a hash of its choice", "CONSTRAINTS", t -> t.add("poseidon2", "first0[0]", 0, 1)),
        Lie.trace("another exit code, everywhere", "BUS_BALANCE", t -> t.publicValues[3] = 1),
        Lie.trace("another final pc, everywhere", "BUS_BALANCE", t -> t.publicValues[1] += 4),
        Lie.trace("sums that cancel", "CONSTRAINTS", Place.SUMS, t -> {}),
        Lie.trace("another quotient", "CONSTRAINTS", Place.QUOTIENT, t -> {}),
        Lie.trace("an opened value", "CONSTRAINTS", Place.OPENING, t -> {}),
        Lie.trace("another DEEP codeword", "FOLDING", Place.CODEWORD, t -> {}),
        Lie.trace("another last polynomial", "FINAL_POLYNOMIAL", Place.FINAL_POLYNOMIAL, t -> {}));
  }

  @Test
  void theRunItselfIsBelieved() {
    assertThat(verdict(HONEST.claim, HONEST.proof)).isEqualTo("believed");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("quick")
  void liesAreNoticed(Lie lie) {
    assertThat(lie.told().apply(HONEST)).isEqualTo(lie.noticed());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("slow")
  @Tag("long")
  void liesInTracesAreNoticed(Lie lie) {
    assertThat(lie.told().apply(HONEST)).isEqualTo(lie.noticed());
  }

  /** With all that is opened for it, so that the proof can be written. */
  private static void firstQueryIsTheSecond(StarkProof proof) {
    proof.queryIndices()[0] = proof.queryIndices()[1];
    proof.openings()[0] = proof.openings()[1];
    proof.friOpenings()[0] = proof.friOpenings()[1];
  }

  private static void change(int[] words) {
    words[0] = KoalaBear.add(words[0], KoalaBear.ONE);
  }

  private static AppClaim values(AppClaim claim, Consumer<int[]> change) {
    int[] values = claim.segments().getFirst().toArray();
    change.accept(values);
    if (values[2] == 0) {
      values[3] = SegmentPublicValues.SUSPENDED;
    }
    return new AppClaim(
        claim.program(), List.of(SegmentPublicValues.of(values)), claim.publicValues());
  }

  private static AppClaim otherProgram(AppClaim claim) {
    return new AppClaim(HONEST.otherProgram.root(), claim.segments(), claim.publicValues());
  }

  private static AppClaim otherPublicValue(AppClaim claim) {
    byte[] values = claim.publicValues().values().clone();
    values[0]++;
    return new AppClaim(
        claim.program(),
        claim.segments(),
        new UserPublicValuesProof(values, claim.publicValues().siblings()));
  }

  private static void subtract(SegmentFixture segment) {
    segment.set("add_sub", "add", 0, 0).set("add_sub", "sub", 0, 1);
    segment.set("add_sub", "z.lo", 0, 0).set("add_sub", "z.hi", 0, 0);
  }
}
