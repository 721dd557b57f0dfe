package dev.merapi.stark.verifier;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.ProofCodec;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.ProofShape.Kind;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Verifies proofs. Stateless and thread-safe. */
public final class StarkVerifier {
  private StarkVerifier() {}

  /**
   * Decodes and verifies a proof.
   *
   * @param key the verifying key, trusted
   * @param bytes the proof, not trusted
   * @param publicValues the claimed public values, canonical integers below p
   * @param committed what the claim's committed matrices are, in AIR order
   * @return the decoded proof
   * @throws ProofRejectedException naming the check that failed
   */
  public static StarkProof verify(
      VerifyingKey key, byte[] bytes, int[] publicValues, List<CommittedRoot> committed)
      throws ProofRejectedException {
    StarkProof proof;
    try {
      proof = ProofCodec.decode(key, bytes);
    } catch (ProofFormatException e) {
      throw new ProofRejectedException(Rejection.MALFORMED, String.valueOf(e.getMessage()));
    }
    verify(key, proof, publicValues, committed);
    return proof;
  }

  /**
   * Verifies a proof.
   *
   * @param key the verifying key, trusted
   * @param proof the proof, not trusted
   * @param publicValues the claimed public values, canonical integers below p
   * @param committed what the claim's committed matrices are, in AIR order
   * @throws ProofRejectedException naming the check that failed
   */
  public static void verify(
      VerifyingKey key, StarkProof proof, int[] publicValues, List<CommittedRoot> committed)
      throws ProofRejectedException {
    ProofShape shape = ProofShapeCheck.check(key, proof);
    List<Integer> values = publicValues(key, publicValues);
    List<int[]> caps = committed(key, shape, committed);
    NativeInput input = new NativeInput(proof, shape, values, caps, key.parameters().logBlowup());
    try {
      new Verification<>(new NativeArithmetic(key.suite()), key, shape, input).run();
    } catch (NativeArithmetic.Rejected e) {
      throw e.toChecked();
    }
  }

  private static List<Integer> publicValues(VerifyingKey key, int[] values)
      throws ProofRejectedException {
    if (values.length != key.publicValueCount()) {
      throw new ProofRejectedException(
          Rejection.PUBLIC_VALUES,
          values.length + " public values, expected " + key.publicValueCount());
    }
    for (int value : values) {
      if (!KoalaBear.isCanonical(value)) {
        throw new ProofRejectedException(
            Rejection.PUBLIC_VALUES,
            "public value " + Integer.toUnsignedString(value) + " is not below the modulus");
      }
    }
    return Arrays.stream(values).mapToObj(KoalaBear::fromCanonical).toList();
  }

  private static List<int[]> committed(
      VerifyingKey key, ProofShape shape, List<CommittedRoot> committed)
      throws ProofRejectedException {
    List<ProofShape.Tree> trees =
        shape.trees().stream().filter(tree -> tree.kind() == Kind.COMMITTED).toList();
    if (committed.size() != trees.size()) {
      throw new ProofRejectedException(
          Rejection.COMMITTED_MATRICES,
          committed.size() + " committed matrices, expected " + trees.size());
    }
    List<int[]> caps = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      CommittedRoot root = committed.get(i);
      if (root.logHeight() != trees.get(i).logRows()) {
        throw new ProofRejectedException(
            Rejection.COMMITTED_MATRICES,
            "committed matrix "
                + i
                + " has 2^"
                + root.logHeight()
                + " rows, the proof says 2^"
                + trees.get(i).logRows());
      }
      if (!root.suite().equals(key.suite())
          || root.cap().length != 8 << key.parameters().logCap()
          || root.suite().elementDigests()
              && !Arrays.stream(root.cap()).allMatch(KoalaBear::isCanonical)) {
        throw new ProofRejectedException(
            Rejection.COMMITTED_MATRICES, "committed matrix " + i + " has no valid cap");
      }
      caps.add(root.cap());
    }
    return caps;
  }
}
