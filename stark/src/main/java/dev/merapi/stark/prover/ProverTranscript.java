package dev.merapi.stark.prover;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.Grinding;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.transcript.NativeTranscriptArithmetic;
import dev.merapi.stark.transcript.Transcript;
import java.util.List;

/** The transcript on values, with the search for proofs of work. */
class ProverTranscript {
  private final Transcript<Integer, Ext, Boolean> transcript;
  private final HashSuite suite;
  private final Parallel parallel;
  private final Kernels kernels;
  private long grindNanos;

  ProverTranscript(HashSuite suite, Parallel parallel, Kernels kernels) {
    this.transcript = new Transcript<>(new NativeTranscriptArithmetic(suite));
    this.suite = suite;
    this.parallel = parallel;
    this.kernels = kernels;
  }

  /** Observes elements in Montgomery form. */
  void observe(int... words) {
    for (int word : words) {
      transcript.observe(word);
    }
  }

  Ext sample() {
    return transcript.sampleExtension();
  }

  /** An integer of so many uniform bits. */
  int sampleIndex(int bits) {
    int index = 0;
    List<Boolean> sampled = transcript.sampleBits(bits);
    for (int i = 0; i < bits; i++) {
      index |= sampled.get(i) ? 1 << i : 0;
    }
    return index;
  }

  /** The smallest nonce showing a proof of work, observed; 0 for no bits. */
  int grind(int bits) {
    if (bits == 0) {
      return 0;
    }
    long start = System.nanoTime();
    int[] state = transcript.state().stream().mapToInt(Integer::intValue).toArray();
    int nonce =
        KoalaBear.fromCanonical(
            Grinding.search(suite, state, transcript.pending(), bits, parallel, kernels));
    transcript.checkWork(bits, nonce);
    grindNanos += System.nanoTime() - start;
    return nonce;
  }

  /** Time spent in {@link #grind} so far. */
  long grindNanos() {
    return grindNanos;
  }
}
