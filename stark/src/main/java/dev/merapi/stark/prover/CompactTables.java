package dev.merapi.stark.prover;

import dev.merapi.stark.poly.Extension;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which tables have compact extensions ({@link Extension}) in a proof: the first of them, the
 * tallest before others, of one height the widest. Proofs are the same with any.
 */
final class CompactTables {
  private final VerifyingKey key;
  private final ProofShape shape;
  private final List<Integer> order;

  private CompactTables(VerifyingKey key, ProofShape shape) {
    this.key = key;
    this.shape = shape;
    this.order =
        IntStream.range(0, key.airs().size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(j -> -shape.logHeights().get(j))
                    .thenComparingInt(j -> -columns(j)))
            .toList();
  }

  /** As few as let a proof fit in so many words; all if it does not fit then either. */
  static BitSet within(VerifyingKey key, ProofShape shape, long words) {
    CompactTables tables = new CompactTables(key, shape);
    int count = 0;
    while (count < tables.order.size()
        && ProverMemory.words(key, shape, tables.first(count)) > words) {
      count++;
    }
    return tables.first(count);
  }

  /** All of at least 2^logHeight rows. */
  static BitSet from(VerifyingKey key, ProofShape shape, int logHeight) {
    long count = shape.logHeights().stream().filter(log -> log >= logHeight).count();
    return new CompactTables(key, shape).first((int) count);
  }

  private BitSet first(int count) {
    BitSet tables = new BitSet();
    order.subList(0, count).forEach(tables::set);
    return tables;
  }

  private int columns(int air) {
    return key.airs().get(air).mainWidth() + key.airs().get(air).auxWidth();
  }
}
