package dev.merapi.stark.verifier;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.StarkProof.Opening;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Every array of a proof has the length of the key's shape, every element is reduced. */
final class ProofShapeCheck {
  private static final int DIGEST = 8;
  private static final int EXT = 4;

  private final StarkParameters parameters;
  private final HashSuite suite;
  private final ProofShape shape;

  private ProofShapeCheck(VerifyingKey key, ProofShape shape) {
    this.parameters = key.parameters();
    this.suite = key.suite();
    this.shape = shape;
  }

  static ProofShape check(VerifyingKey key, StarkProof proof) throws ProofRejectedException {
    try {
      if (!Arrays.equals(proof.keyDigest(), key.digest())) {
        throw malformed("proof made under another verifying key");
      }
      ProofShape shape = ProofShape.of(key, proof.logHeights());
      new ProofShapeCheck(key, shape).check(proof);
      return shape;
    } catch (ProofFormatException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static ProofRejectedException malformed(String message) {
    return new ProofRejectedException(Rejection.MALFORMED, message);
  }

  private void check(StarkProof proof) throws ProofRejectedException {
    int cap = DIGEST << parameters.logCap();
    int folds = shape.logFolds().size();
    digests("main cap", proof.mainCap(), cap);
    digests("auxiliary cap", proof.auxCap(), shape.exposedSums() > 0 ? cap : 0);
    digests("quotient cap", proof.quotientCap(), cap);
    elements("exposed sums", proof.exposedSums(), EXT * shape.exposedSums());
    elements("opened values", proof.openedHere(), EXT * shape.openedColumns());
    elements("next opened values", proof.openedNext(), EXT * shape.openedColumns());
    elements("final polynomial", proof.finalPolynomial(), EXT << shape.logFinal());
    StarkProof.Nonces n = proof.nonces();
    elements("nonces", new int[] {n.logUp(), n.deep(), n.batch(), n.query()}, 4);
    elements("fold nonces", n.folds(), folds);
    count("FRI caps", proof.friCaps().length, folds);
    for (int[] friCap : proof.friCaps()) {
      digests("FRI cap", friCap, cap);
    }
    checkOpenings(proof, folds);
  }

  private void checkOpenings(StarkProof proof, int folds) throws ProofRejectedException {
    int queries = parameters.queries();
    int blowup = parameters.logBlowup();
    count("query indices", proof.queryIndices().length, queries);
    for (int index : proof.queryIndices()) {
      if (index < 0 || index >>> (shape.logHeight() + blowup) != 0) {
        throw malformed("query index " + Integer.toUnsignedString(index) + " is out of range");
      }
    }
    count("queries", proof.openings().length, queries);
    count("FRI queries", proof.friOpenings().length, queries);
    for (int q = 0; q < queries; q++) {
      Opening[] openings = proof.openings()[q];
      count("openings", openings.length, shape.trees().size());
      for (int t = 0; t < openings.length; t++) {
        ProofShape.Tree tree = shape.trees().get(t);
        opening(openings[t], tree.width(), tree.logRows() + blowup);
      }
      Opening[] friOpenings = proof.friOpenings()[q];
      count("FRI openings", friOpenings.length, folds);
      for (int f = 0; f < folds; f++) {
        int logFold = shape.logFolds().get(f);
        int logLeaves = shape.logCodeword(f, parameters) - logFold;
        opening(friOpenings[f], EXT << logFold, logLeaves);
      }
    }
  }

  private void opening(@Nullable Opening opening, int width, int logLeaves)
      throws ProofRejectedException {
    if (opening == null) {
      throw malformed("an opening is missing");
    }
    elements("row", opening.row(), width);
    digests("path", opening.path(), DIGEST * (logLeaves - parameters.logCap()));
  }

  private void digests(String what, int[] words, int length) throws ProofRejectedException {
    if (suite.elementDigests()) {
      elements(what, words, length);
    } else {
      count(what, words.length, length);
    }
  }

  private static void elements(String what, int[] words, int length) throws ProofRejectedException {
    count(what, words.length, length);
    for (int word : words) {
      if (!KoalaBear.isCanonical(word)) {
        throw malformed(what + " of the proof holds a word that is not below the modulus");
      }
    }
  }

  private static void count(String what, int found, int expected) throws ProofRejectedException {
    if (found != expected) {
      throw malformed(what + " of the proof: " + found + ", expected " + expected);
    }
  }
}
