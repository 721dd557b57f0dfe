package dev.merapi.stark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.StarkProof.Nonces;
import dev.merapi.stark.proof.StarkProof.Opening;
import dev.merapi.stark.prover.TestMachine;
import dev.merapi.stark.verifier.ProofRejectedException;
import dev.merapi.stark.verifier.Rejection;
import dev.merapi.stark.verifier.StarkVerifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are not a proof are rejected, whatever they are, and nothing else happens. */
@ParameterizedClass
@MethodSource("dev.merapi.stark.proof.InsecureTestParameters#suites")
final class ProofBytesTest {
  private final HashSuite suite;

  private final TestMachine machine;
  private final VerifyingKey key;
  private final byte[] bytes;

  ProofBytesTest(HashSuite suite) {
    this.suite = suite;
    machine = new TestMachine(InsecureTestParameters.small(suite), new int[] {2, 4, 3, 5, 2}, 9);
    key = machine.key.verifyingKey();
    bytes = ProofCodec.encode(key, machine.prove());
  }

  private @Nullable Rejection verdict(byte[] proof) {
    try {
      StarkVerifier.verify(key, proof, machine.publicValues, machine.roots());
      return null;
    } catch (ProofRejectedException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      return e.reason();
    }
  }

  @Test
  void theProofItselfIsAccepted() {
    assertThat(verdict(bytes)).isNull();
  }

  @Test
  void anyChangedByteIsRejected() {
    SplittableRandom random = new SplittableRandom(1);
    Set<Rejection> reasons = EnumSet.noneOf(Rejection.class);
    for (int at = 0; at < bytes.length; at += at < 600 ? 1 : 1 + random.nextInt(30)) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Rejection verdict = verdict(changed);
      assertThat(verdict).as("byte %d", at).isNotNull();
      reasons.add(verdict);
    }
    assertThat(reasons)
        .contains(
            Rejection.MALFORMED,
            Rejection.PROOF_OF_WORK,
            Rejection.BUS_BALANCE,
            Rejection.CONSTRAINTS,
            Rejection.MERKLE_PATH);
  }

  @Test
  void anyTruncationOrAdditionIsRejected() {
    for (int length = 0; length < bytes.length; length += length < 300 ? 1 : 97) {
      assertThat(verdict(Arrays.copyOf(bytes, length))).isEqualTo(Rejection.MALFORMED);
    }
    assertThat(verdict(Arrays.copyOf(bytes, bytes.length + 1))).isEqualTo(Rejection.MALFORMED);
    assertThat(verdict(Arrays.copyOf(bytes, bytes.length + 4))).isEqualTo(Rejection.MALFORMED);
  }

  @Test
  void randomBytesAreRejected() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[random.nextInt(4000)];
      random.nextBytes(noise);
      if (i % 2 == 0) {
        int kept = Math.min(noise.length, random.nextInt(200));
        System.arraycopy(bytes, 0, noise, 0, kept);
      }
      assertThat(verdict(noise)).isNotNull();
    }
  }

  /**
   * Every element has one encoding: adding p to any word is noticed by the reader. A word of a
   * digest that is no element is noticed by the verifier.
   */
  @Test
  void elementsAreCanonical() {
    int words = 0;
    int siblings = 0;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int elements = 4 + 1 + 32 + 4 + key.airs().size();
    for (int at = elements; at + 4 <= bytes.length; at += 4) {
      byte[] changed = bytes.clone();
      int value = buffer.getInt(at);
      ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value + KoalaBear.P);
      Rejection verdict = verdict(changed);
      assertThat(verdict).isNotNull();
      if (verdict == Rejection.MALFORMED) {
        words++;
      } else if (verdict == Rejection.MERKLE_PATH) {
        siblings++;
      }
    }
    if (suite.elementDigests()) {
      assertThat(words).isGreaterThan(bytes.length / 4 - 40);
    } else {
      assertThat(words).isGreaterThan(bytes.length / 16);
      assertThat(siblings).isGreaterThan(bytes.length / 16);
    }
  }

  @Test
  void keysRoundTripAndReadStrictly() throws Exception {
    byte[] encoded = key.toBytes();
    VerifyingKey read = VerifyingKey.read(encoded);
    assertThat(read).isEqualTo(key);
    assertThat(read.digest()).isEqualTo(key.digest());
    StarkVerifier.verify(read, bytes, machine.publicValues, machine.roots());
    SplittableRandom random = new SplittableRandom(3);
    for (int at = 0; at < encoded.length; at++) {
      byte[] changed = encoded.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      try {
        VerifyingKey other = VerifyingKey.read(changed);
        assertThat(other).isNotEqualTo(key);
        assertThatThrownBy(
                () -> StarkVerifier.verify(other, bytes, machine.publicValues, machine.roots()))
            .isInstanceOf(ProofRejectedException.class);
      } catch (ProofFormatException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
      assertThatThrownBy(() -> VerifyingKey.read(Arrays.copyOf(encoded, encoded.length - 1)))
          .isInstanceOf(ProofFormatException.class);
      int length = at;
      assertThatThrownBy(() -> VerifyingKey.read(Arrays.copyOf(encoded, length)))
          .isInstanceOf(ProofFormatException.class);
    }
    assertThatThrownBy(() -> VerifyingKey.read(Arrays.copyOf(encoded, encoded.length + 1)))
        .isInstanceOf(ProofFormatException.class);
  }

  @Test
  void keysHaveASize() {
    assertThatThrownBy(() -> VerifyingKey.read(Arrays.copyOf(key.toBytes(), (1 << 24) + 1)))
        .isInstanceOf(ProofFormatException.class)
        .hasMessageContaining("at most");
  }

  /** Proofs given as objects are held to the same shape. */
  @Test
  void objectsOfAnotherShapeAreRejected() throws Exception {
    StarkProof proof = ProofCodec.decode(key, bytes);
    Object[] parts = {
      proof.keyDigest(),
      proof.logHeights(),
      proof.mainCap(),
      proof.auxCap(),
      proof.quotientCap(),
      proof.exposedSums(),
      proof.openedHere(),
      proof.openedNext(),
      proof.finalPolynomial(),
      proof.queryIndices()
    };
    for (int part = 0; part < parts.length; part++) {
      int[] honest = (int[]) parts[part];
      for (int length : new int[] {0, honest.length - 1, honest.length + 1}) {
        assertThat(objectVerdict(replaced(proof, part, Arrays.copyOf(honest, length))))
            .isEqualTo(Rejection.MALFORMED);
      }
      int[] negative = honest.clone();
      negative[0] = -1;
      Rejection verdict = objectVerdict(replaced(proof, part, negative));
      boolean cap = part >= 2 && part <= 4;
      if (cap && !suite.elementDigests()) {
        assertThat(verdict).isEqualTo(Rejection.PROOF_OF_WORK);
      } else {
        assertThat(verdict).isEqualTo(Rejection.MALFORMED);
      }
    }
  }

  @Test
  void openingsOfAnotherShapeAreRejected() throws Exception {
    StarkProof proof = ProofCodec.decode(key, bytes);
    List<UnaryOperator<Opening[][]>> changes =
        List.of(
            openings -> Arrays.copyOf(openings, openings.length - 1),
            openings -> with(openings, Arrays.copyOf(openings[1], openings[1].length - 1)),
            openings -> with(openings, withFirst(openings[1], null)),
            openings -> with(openings, withFirst(openings[1], cut(openings[1][0], 1, 0))),
            openings -> with(openings, withFirst(openings[1], cut(openings[1][0], 0, 8))),
            openings -> with(openings, withFirst(openings[1], cut(openings[1][0], 0, -8))),
            openings -> with(openings, withFirst(openings[1], unreduced(openings[1][0]))));
    for (UnaryOperator<Opening[][]> change : changes) {
      assertThat(
              objectVerdict(
                  withOpenings(proof, change.apply(proof.openings()), proof.friOpenings())))
          .isEqualTo(Rejection.MALFORMED);
      assertThat(
              objectVerdict(
                  withOpenings(proof, proof.openings(), change.apply(proof.friOpenings()))))
          .isEqualTo(Rejection.MALFORMED);
    }
  }

  @Test
  void noncesAndFoldCapsOfAnotherShapeAreRejected() throws Exception {
    StarkProof proof = ProofCodec.decode(key, bytes);
    Nonces n = proof.nonces();
    int p = KoalaBear.P;
    int[] unreduced = n.folds().clone();
    unreduced[0] += p;
    List<Nonces> nonces =
        List.of(
            new Nonces(n.logUp() + p, n.deep(), n.batch(), n.folds(), n.query()),
            new Nonces(n.logUp(), n.deep() + p, n.batch(), n.folds(), n.query()),
            new Nonces(n.logUp(), n.deep(), n.batch() + p, n.folds(), n.query()),
            new Nonces(n.logUp(), n.deep(), n.batch(), n.folds(), n.query() + p),
            new Nonces(n.logUp(), n.deep(), n.batch(), unreduced, n.query()),
            new Nonces(n.logUp(), n.deep(), n.batch(), new int[0], n.query()),
            new Nonces(n.logUp(), n.deep(), n.batch(), Arrays.copyOf(n.folds(), 9), n.query()));
    for (Nonces other : nonces) {
      assertThat(objectVerdict(withFolds(proof, other, proof.friCaps())))
          .isEqualTo(Rejection.MALFORMED);
    }
    int[][] caps = proof.friCaps();
    int[] first = caps[0];
    List<int[][]> others =
        List.of(
            Arrays.copyOf(caps, caps.length - 1),
            withCap(caps, Arrays.copyOf(first, first.length - 8)),
            withCap(caps, Arrays.copyOf(first, first.length + 8)));
    for (int[][] other : others) {
      assertThat(objectVerdict(withFolds(proof, n, other))).isEqualTo(Rejection.MALFORMED);
    }
    int[] changed = first.clone();
    changed[0] += p;
    assertThat(objectVerdict(withFolds(proof, n, withCap(caps, changed))))
        .isEqualTo(suite.elementDigests() ? Rejection.MALFORMED : Rejection.PROOF_OF_WORK);
  }

  /** More words than an array can have, so that an array for them is noticed. */
  @Test
  void nothingIsAllocatedForBytesThatAreNotThere() {
    ByteSource source = new ByteSource(new byte[8], "proof");
    assertThatThrownBy(() -> source.elements(Integer.MAX_VALUE))
        .isInstanceOf(ProofFormatException.class);
    assertThatThrownBy(() -> source.digests(suite, Integer.MAX_VALUE))
        .isInstanceOf(ProofFormatException.class);
    assertThatThrownBy(() -> source.bytes(Integer.MAX_VALUE))
        .isInstanceOf(ProofFormatException.class);
  }

  private static int[][] withCap(int[][] caps, int[] first) {
    int[][] changed = caps.clone();
    changed[0] = first;
    return changed;
  }

  private static StarkProof withFolds(StarkProof p, Nonces nonces, int[][] friCaps) {
    return with(p, nonces, friCaps, p.openings(), p.friOpenings());
  }

  private static Opening[][] with(Opening[][] openings, Opening[] second) {
    Opening[][] changed = openings.clone();
    changed[1] = second;
    return changed;
  }

  private static Opening[] withFirst(Opening[] openings, @Nullable Opening first) {
    Opening[] changed = openings.clone();
    changed[0] = first;
    return changed;
  }

  private static Opening cut(Opening opening, int fromRow, int fromPath) {
    return new Opening(
        Arrays.copyOf(opening.row(), opening.row().length - fromRow),
        Arrays.copyOf(opening.path(), opening.path().length - fromPath));
  }

  /** The same elements, one of them not reduced. */
  private static Opening unreduced(Opening opening) {
    int[] row = opening.row().clone();
    row[0] += KoalaBear.P;
    return new Opening(row, opening.path());
  }

  private static StarkProof withOpenings(
      StarkProof p, Opening[][] openings, Opening[][] friOpenings) {
    return with(p, p.nonces(), p.friCaps(), openings, friOpenings);
  }

  private static StarkProof with(
      StarkProof p, Nonces nonces, int[][] friCaps, Opening[][] openings, Opening[][] friOpenings) {
    return new StarkProof(
        p.keyDigest(),
        p.logHeights(),
        p.mainCap(),
        p.auxCap(),
        p.quotientCap(),
        p.exposedSums(),
        p.openedHere(),
        p.openedNext(),
        nonces,
        friCaps,
        p.finalPolynomial(),
        p.queryIndices(),
        openings,
        friOpenings);
  }

  @Test
  void queryIndicesAreTheTranscripts() throws Exception {
    StarkProof proof = ProofCodec.decode(key, bytes);
    int[] indices = proof.queryIndices().clone();
    indices[1] ^= 1;
    assertThat(objectVerdict(replaced(proof, 9, indices))).isEqualTo(Rejection.QUERY_INDICES);
    indices[1] = 1 << 20;
    assertThat(objectVerdict(replaced(proof, 9, indices))).isEqualTo(Rejection.MALFORMED);
  }

  private @Nullable Rejection objectVerdict(StarkProof proof) {
    try {
      StarkVerifier.verify(key, proof, machine.publicValues, machine.roots());
      return null;
    } catch (ProofRejectedException e) {
      return e.reason();
    }
  }

  private static StarkProof replaced(StarkProof p, int part, int[] words) {
    return new StarkProof(
        part == 0 ? words : p.keyDigest(),
        part == 1 ? words : p.logHeights(),
        part == 2 ? words : p.mainCap(),
        part == 3 ? words : p.auxCap(),
        part == 4 ? words : p.quotientCap(),
        part == 5 ? words : p.exposedSums(),
        part == 6 ? words : p.openedHere(),
        part == 7 ? words : p.openedNext(),
        p.nonces(),
        p.friCaps(),
        part == 8 ? words : p.finalPolynomial(),
        part == 9 ? words : p.queryIndices(),
        p.openings(),
        p.friOpenings());
  }
}
