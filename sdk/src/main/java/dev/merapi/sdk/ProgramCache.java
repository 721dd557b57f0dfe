package dev.merapi.sdk;

import dev.merapi.sdk.store.ContentCache;
import dev.merapi.sdk.store.SealedFile;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.stark.prover.Keygen;
import dev.merapi.stark.prover.ProvingKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Commits to programs with the digests of an earlier commitment, where there was one. They are
 * named by the machine and by every cell of the rows they were made from; what is cheap to make
 * from the program is made from it and not kept.
 */
final class ProgramCache {

  private static final String KIND = "program";

  /** Changes with what the digests are or how they lie in the file. */
  private static final int VERSION = 2;

  private final ContentCache files;

  ProgramCache(ContentCache files) {
    this.files = files;
  }

  /** Commits to the rows of a program under the key of a machine. */
  CommittedMatrix commit(
      Commitment machine, ProvingKey key, int airIndex, ColumnMatrix rows, Parallel parallel) {
    byte[] name = name(machine, rows);
    Optional<byte[]> kept = files.find(KIND, name, (long) Integer.BYTES * words(key, rows));
    if (kept.isPresent()) {
      Optional<CommittedMatrix> restored = restore(kept.get(), key, airIndex, rows, parallel);
      if (restored.isPresent()) {
        return restored.get();
      }
      files.drop(KIND, name);
    }
    CommittedMatrix made = Keygen.commit(key, airIndex, rows, parallel);
    files.keep(KIND, name, bytes(made.digests(), made.root().cap()));
    return made;
  }

  /** The digests, then the cap that they must lead to. */
  private static Optional<CommittedMatrix> restore(
      byte[] bytes, ProvingKey key, int airIndex, ColumnMatrix rows, Parallel parallel) {
    int[] words = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    int digests = Keygen.digestWords(key, rows);
    int[] cap = Arrays.copyOfRange(words, digests, words.length);
    return Keygen.restore(key, airIndex, rows, Arrays.copyOf(words, digests), parallel)
        .filter(restored -> Arrays.equals(restored.root().cap(), cap));
  }

  private static int words(ProvingKey key, ColumnMatrix rows) {
    return Keygen.digestWords(key, rows)
        + (HashSuite.DIGEST_WORDS << key.verifyingKey().parameters().logCap());
  }

  private static byte[] name(Commitment machine, ColumnMatrix rows) {
    MessageDigest sha = SealedFile.sha256();
    sha.update(bytes(machine.words(), new int[] {VERSION, rows.height(), rows.width()}));
    ByteBuffer column =
        ByteBuffer.allocate(Integer.BYTES * rows.height()).order(ByteOrder.LITTLE_ENDIAN);
    for (int j = 0; j < rows.width(); j++) {
      column.asIntBuffer().put(rows.data(), rows.offset(j), rows.height());
      sha.update(column.array());
    }
    return sha.digest();
  }

  private static byte[] bytes(int[] first, int[] second) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Integer.BYTES * (first.length + second.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(first).put(second);
    return buffer.array();
  }
}
