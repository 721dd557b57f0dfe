package dev.merapi.stark.verifier;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.ProofShape.Kind;
import dev.merapi.stark.proof.StarkProof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A proof whose lengths were checked, with its claim, as native elements.
 *
 * @param committed caps of the committed matrices, in the order of the shape's committed trees
 * @param logBlowup log2 of the number of cosets
 */
record NativeInput(
    StarkProof proof,
    ProofShape shape,
    List<Integer> publicValues,
    List<int[]> committed,
    int logBlowup)
    implements VerifierInput<Integer, Ext, int[]> {
  private static final int DIGEST = 8;

  private static List<Ext> extensions(int[] words) {
    List<Ext> result = new ArrayList<>(words.length / Ext.DEGREE);
    for (int i = 0; i < words.length; i += Ext.DEGREE) {
      result.add(Ext.read(words, i));
    }
    return result;
  }

  private static List<int[]> digests(int[] words) {
    List<int[]> result = new ArrayList<>(words.length / DIGEST);
    for (int i = 0; i < words.length; i += DIGEST) {
      result.add(Arrays.copyOfRange(words, i, i + DIGEST));
    }
    return result;
  }

  @Override
  public List<Integer> logHeights() {
    return Arrays.stream(proof.logHeights()).mapToObj(KoalaBear::fromCanonical).toList();
  }

  @Override
  public List<int[]> cap(int tree) {
    return digests(
        switch (shape.trees().get(tree).kind()) {
          case COMMITTED -> committed.get(tree);
          case MAIN -> proof.mainCap();
          case AUX -> proof.auxCap();
          case QUOTIENT -> proof.quotientCap();
        });
  }

  @Override
  public List<Ext> exposedSums() {
    return extensions(proof.exposedSums());
  }

  @Override
  public List<Ext> openedHere() {
    return extensions(proof.openedHere());
  }

  @Override
  public List<Ext> openedNext() {
    return extensions(proof.openedNext());
  }

  @Override
  public Integer logUpNonce() {
    return proof.nonces().logUp();
  }

  @Override
  public Integer deepNonce() {
    return proof.nonces().deep();
  }

  @Override
  public Integer batchNonce() {
    return proof.nonces().batch();
  }

  @Override
  public Integer foldNonce(int fold) {
    return proof.nonces().folds()[fold];
  }

  @Override
  public Integer queryNonce() {
    return proof.nonces().query();
  }

  @Override
  public List<int[]> friCap(int fold) {
    return digests(proof.friCaps()[fold]);
  }

  @Override
  public List<Ext> finalPolynomial() {
    return extensions(proof.finalPolynomial());
  }

  @Override
  public Integer queryIndex(int query) {
    return KoalaBear.fromCanonical(proof.queryIndices()[query]);
  }

  @Override
  public List<Integer> row(int query, int tree) {
    return new Words(proof.openings()[query][tree].row());
  }

  @Override
  public List<int[]> path(int query, int tree) {
    List<int[]> path = digests(proof.openings()[query][tree].path());
    ProofShape.Tree t = shape.trees().get(tree);
    int missing = shape.logHeight() - t.logRows();
    if (t.kind() != Kind.COMMITTED || missing == 0) {
      return path;
    }
    for (int i = 0; i < missing; i++) {
      path.add(logBlowup, new int[DIGEST]);
    }
    return path;
  }

  @Override
  public List<Ext> friRow(int query, int fold) {
    return extensions(proof.friOpenings()[query][fold].row());
  }

  @Override
  public List<int[]> friPath(int query, int fold) {
    return digests(proof.friOpenings()[query][fold].path());
  }
}
