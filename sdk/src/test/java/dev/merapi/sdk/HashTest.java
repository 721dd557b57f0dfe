package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.error.MerapiException;
import dev.merapi.sdk.error.Rejection;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A proof under the other hash suite, which is another machine. */
class HashTest {
  /** Where the name of the suite stands, its length before it. */
  private static final int NAME = 4 + 1 + 32 + 1;

  private static final int CAP = NAME + 6 + 2;
  private static final int CAP_BYTES = 16 * 32;

  private static Prover prover;
  private static Program program;
  private static AppProof proof;
  private static Verifier verifier;

  @BeforeAll
  static void prove() {
    prover = builder().hash(Hash.BLAKE3).threads(2).build();
    program = Program.parse(TestProgram.sum(20));
    proof = prover.prove(program, Input.none());
    verifier = Verifier.of(prover.verifyingKey());
  }

  private static Prover.Builder builder() {
    return Prover.builder(MachineConfig.rv32im()).security(Security.HEURISTIC_100);
  }

  @AfterAll
  static void close() {
    prover.close();
  }

  @Test
  void theProofVerifiesUnderItsOwnKeyAlone() {
    Commitments own = prover.commit(program);
    assertThat(verifier.verify(proof, own.exe()).publicValues()).isEqualTo(proof.publicValues());
    assertThat(AppProof.parse(proof.toBytes())).isEqualTo(proof);
    try (Prover other = builder().build()) {
      Commitments others = other.commit(program);
      assertThat(others.vm()).isNotEqualTo(own.vm());
      assertThat(others.exe()).isNotEqualTo(own.exe());
      assertThatExceptionOfType(VerificationException.class)
          .isThrownBy(() -> Verifier.of(other.verifyingKey()).verifyUnpinned(proof))
          .satisfies(e -> assertThat(e.rejection()).isInstanceOf(Rejection.OtherMachine.class));
    }
  }

  @Test
  void whatItIsMadeWithIsTold() {
    assertThat(proof.hash()).isEqualTo("blake3");
    assertThat(Inspection.of(proof.toBytes()).facts()).containsEntry("hash", "blake3");
    ProvingKey key = prover.provingKey();
    assertThat(key.hash()).isEqualTo(Hash.BLAKE3);
    assertThat(Inspection.of(key.toBytes()).facts()).containsEntry("hash", "blake3");
    assertThat(Inspection.of(key.verifyingKey().toBytes()).facts())
        .containsEntry("hash", "blake3")
        .containsEntry("preset", "heuristic-100");
  }

  @Test
  void aKeyOfAnotherSuiteIsRefused() {
    ProvingKey key = ProvingKey.read(prover.provingKey().toBytes());
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> builder().provingKey(key).build())
        .withMessageContaining("blake3");
    builder().hash(Hash.BLAKE3).provingKey(key).build().close();
  }

  @Test
  void suitesHaveNames() {
    for (Hash hash : Hash.values()) {
      assertThat(Hash.parse(hash.label())).isEqualTo(hash);
    }
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Hash.parse("sha2"))
        .withMessageContaining("poseidon2, blake3");
  }

  @Test
  void aProofOfAnUnknownSuiteIsNone() {
    byte[] bytes = proof.toBytes();
    assertThat(new String(bytes, NAME, 6, StandardCharsets.US_ASCII)).isEqualTo("blake3");
    for (String name : new String[] {"blake2", "BLAKE3", "\n\u0000\u001b[2J"}) {
      byte[] changed = bytes.clone();
      System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, changed, NAME, 6);
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> AppProof.parse(changed))
          .withMessageContaining("unknown hash suite")
          .satisfies(e -> assertThat(e.subject()).isEqualTo(Subject.PROOF));
    }
  }

  /** The words of the program's cap are free to be anything but others. */
  @Test
  void theCapIsTheOneProven() {
    SplittableRandom random = new SplittableRandom(5);
    for (int at = CAP; at < CAP + CAP_BYTES; at += 7) {
      byte[] changed = proof.toBytes();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      AppProof other = AppProof.parse(changed);
      assertThat(other.exeCommitment()).isNotEqualTo(proof.exeCommitment());
      assertThatExceptionOfType(VerificationException.class)
          .isThrownBy(() -> verifier.verifyUnpinned(other))
          .satisfies(e -> assertThat(e.rejection()).isInstanceOf(Rejection.Segment.class));
      assertThatExceptionOfType(VerificationException.class)
          .isThrownBy(() -> verifier.verify(other, prover.commit(program).exe()))
          .satisfies(e -> assertThat(e.rejection()).isInstanceOf(Rejection.OtherProgram.class));
    }
  }

  /** The same words, said to be elements. */
  @Test
  void theSuiteOfTheProgramIsThatOfTheKey() {
    byte[] bytes = proof.toBytes();
    byte[] name = "\tposeidon2".getBytes(StandardCharsets.US_ASCII);
    byte[] changed = new byte[bytes.length + 3];
    System.arraycopy(bytes, 0, changed, 0, NAME - 1);
    System.arraycopy(name, 0, changed, NAME - 1, name.length);
    System.arraycopy(bytes, NAME + 6, changed, NAME + 9, bytes.length - NAME - 6);
    for (int at = CAP + 6; at < CAP + 3 + CAP_BYTES; at += 4) {
      changed[at] &= 0x3f;
    }
    AppProof other = AppProof.parse(changed);
    assertThat(other.hash()).isEqualTo("poseidon2");
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(() -> verifier.verifyUnpinned(other))
        .withMessageContaining("COMMITTED_MATRICES");
  }

  @Test
  void anyChangedByteIsRejected() {
    SplittableRandom random = new SplittableRandom(6);
    byte[] bytes = proof.toBytes();
    for (int trial = 0; trial < 300; trial++) {
      int at = random.nextInt(bytes.length);
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      assertThatExceptionOfType(MerapiException.class)
          .as("byte %d", at)
          .isThrownBy(() -> verifier.verifyUnpinned(AppProof.parse(changed)));
    }
    assertThatExceptionOfType(MerapiException.class)
        .isThrownBy(
            () -> verifier.verifyUnpinned(AppProof.parse(Arrays.copyOf(bytes, bytes.length - 4))));
  }
}
