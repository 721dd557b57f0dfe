package dev.merapi.stark.proof;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.proof.StarkProof.Nonces;
import dev.merapi.stark.proof.StarkProof.Opening;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The canonical bytes of a {@link StarkProof}. Every length follows from the verifying key, the
 * heights and the query indices; nothing may trail, every element is below p, and every proof of a
 * key has exactly one encoding. Digests are written as the key's suite has them.
 *
 * <pre>
 * "MRPS" · version (1 byte) · key digest · AIR count (4 bytes) · log heights (a byte each)
 * main cap · auxiliary cap · quotient cap · exposed sums · opened values here · at the next row
 * nonces LogUp, DEEP, batch, { fold }*, query                 (those of no bits left out)
 * FRI caps · final polynomial · query indices (4 bytes each) · openings of each tree, then of each fold
 * </pre>
 *
 * <p>The openings of a tree hold each distinct leaf and each distinct sibling once, in the order in
 * which the queries first need them: all leaves, then all siblings.
 */
public final class ProofCodec {
  private static final byte[] MAGIC = "MRPS".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int DIGEST = 8;
  private static final int EXT = 4;

  private ProofCodec() {}

  /**
   * Encodes a proof made under a key.
   *
   * @throws IllegalArgumentException if the proof's arrays do not have the shape of the key
   */
  public static byte[] encode(VerifyingKey key, StarkProof proof) {
    try {
      return write(key, proof);
    } catch (ProofFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("proof of another shape: " + e.getMessage(), e);
    }
  }

  private static byte[] write(VerifyingKey key, StarkProof proof) throws ProofFormatException {
    ProofShape shape = ProofShape.of(key, proof.logHeights());
    StarkParameters parameters = key.parameters();
    ByteSink sink = new ByteSink();
    sink.bytes(MAGIC);
    sink.u8(VERSION);
    sink.elements(proof.keyDigest());
    sink.u32(proof.logHeights().length);
    for (int log : proof.logHeights()) {
      sink.u8(log);
    }
    sink.digests(key.suite(), proof.mainCap());
    sink.digests(key.suite(), proof.auxCap());
    sink.digests(key.suite(), proof.quotientCap());
    sink.elements(proof.exposedSums());
    sink.elements(proof.openedHere());
    sink.elements(proof.openedNext());
    Nonces nonces = proof.nonces();
    writeNonce(sink, parameters.grindLogUp(), nonces.logUp());
    writeNonce(sink, parameters.grindDeep(), nonces.deep());
    writeNonce(sink, parameters.grindBatch(), nonces.batch());
    for (int i = 0; i < shape.logFolds().size(); i++) {
      writeNonce(sink, parameters.grindFold(i), nonces.folds()[i]);
    }
    writeNonce(sink, parameters.grindQuery(), nonces.query());
    for (int[] cap : proof.friCaps()) {
      sink.digests(key.suite(), cap);
    }
    sink.elements(proof.finalPolynomial());
    for (int index : proof.queryIndices()) {
      sink.u32(index);
    }
    writeOpenings(sink, key, shape, proof);
    return sink.toBytes();
  }

  private static void writeNonce(ByteSink sink, int bits, int nonce) {
    if (bits > 0) {
      sink.u32(KoalaBear.toCanonical(nonce));
    }
  }

  private static void writeOpenings(
      ByteSink sink, VerifyingKey key, ProofShape shape, StarkProof proof) {
    int[] queries = proof.queryIndices();
    for (int t = 0; t < shape.trees().size(); t++) {
      Opening[] column = column(proof.openings(), t);
      OpeningsCodec.tree(key, shape, t).write(sink, queries, column);
    }
    for (int f = 0; f < shape.logFolds().size(); f++) {
      Opening[] column = column(proof.friOpenings(), f);
      OpeningsCodec.fold(key, shape, f).write(sink, queries, column);
    }
  }

  private static Opening[] column(Opening[][] table, int index) {
    return Arrays.stream(table).map(row -> row[index]).toArray(Opening[]::new);
  }

  /**
   * Decodes a proof under a key.
   *
   * @throws ProofFormatException unless the bytes are the canonical encoding of a proof of the
   *     key's shape
   */
  public static StarkProof decode(VerifyingKey key, byte[] bytes) throws ProofFormatException {
    ByteSource source = new ByteSource(bytes, "proof");
    source.magic(MAGIC, VERSION);
    int[] digest = source.elements(DIGEST);
    if (!Arrays.equals(digest, key.digest())) {
      throw new ProofFormatException("proof made under another verifying key");
    }
    StarkParameters parameters = key.parameters();
    int airs = key.airs().size();
    source.u32("AIRs", airs, airs);
    int[] logHeights = new int[airs];
    for (int i = 0; i < airs; i++) {
      logHeights[i] = source.u8();
    }
    ProofShape shape = ProofShape.of(key, logHeights);
    int cap = DIGEST << parameters.logCap();
    int[] mainCap = source.digests(key.suite(), cap);
    int[] auxCap = source.digests(key.suite(), shape.exposedSums() > 0 ? cap : 0);
    int[] quotientCap = source.digests(key.suite(), cap);
    int[] exposed = source.elements(EXT * shape.exposedSums());
    int[] here = source.elements(EXT * shape.openedColumns());
    int[] next = source.elements(EXT * shape.openedColumns());
    int folds = shape.logFolds().size();
    Nonces nonces = readNonces(source, parameters, folds);
    int[][] friCaps = new int[folds][];
    for (int f = 0; f < folds; f++) {
      friCaps[f] = source.digests(key.suite(), cap);
    }
    int[] finalPolynomial = source.elements(EXT << shape.logFinal());
    int[] queries = new int[parameters.queries()];
    int domain = 1 << shape.logHeight() + parameters.logBlowup();
    for (int q = 0; q < queries.length; q++) {
      queries[q] = source.u32("query index", 0, domain - 1);
    }
    Opening[][] openings = new Opening[queries.length][shape.trees().size()];
    for (int t = 0; t < shape.trees().size(); t++) {
      place(openings, t, OpeningsCodec.tree(key, shape, t).read(source, queries));
    }
    Opening[][] friOpenings = new Opening[queries.length][folds];
    for (int f = 0; f < folds; f++) {
      place(friOpenings, f, OpeningsCodec.fold(key, shape, f).read(source, queries));
    }
    source.end();
    return new StarkProof(
        digest,
        logHeights,
        mainCap,
        auxCap,
        quotientCap,
        exposed,
        here,
        next,
        nonces,
        friCaps,
        finalPolynomial,
        queries,
        openings,
        friOpenings);
  }

  private static void place(Opening[][] table, int index, List<Opening> column) {
    for (int q = 0; q < table.length; q++) {
      table[q][index] = column.get(q);
    }
  }

  private static Nonces readNonces(ByteSource source, StarkParameters parameters, int folds)
      throws ProofFormatException {
    int logUp = readNonce(source, parameters.grindLogUp());
    int deep = readNonce(source, parameters.grindDeep());
    int batch = readNonce(source, parameters.grindBatch());
    int[] foldNonces = new int[folds];
    for (int f = 0; f < folds; f++) {
      foldNonces[f] = readNonce(source, parameters.grindFold(f));
    }
    return new Nonces(logUp, deep, batch, foldNonces, readNonce(source, parameters.grindQuery()));
  }

  private static int readNonce(ByteSource source, int bits) throws ProofFormatException {
    return bits == 0 ? 0 : source.elements(1)[0];
  }
}
