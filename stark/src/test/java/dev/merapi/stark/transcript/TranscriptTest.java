package dev.merapi.stark.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.Grinding;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.merapi.stark.proof.InsecureTestParameters#suites")
final class TranscriptTest {
  @Parameter HashSuite suite;

  private Transcript<Integer, Ext, Boolean> fresh() {
    return new Transcript<>(new NativeTranscriptArithmetic(suite));
  }

  private int[] permuted(int[] state) {
    int[] copy = state.clone();
    suite.permuteTranscript(copy);
    return copy;
  }

  /** The sponge written out by hand. */
  @Test
  void overwriteModeByHand() {
    Transcript<Integer, Ext, Boolean> transcript = fresh();
    int[] state = new int[16];
    for (int i = 0; i < 11; i++) {
      transcript.observe(i + 1);
    }
    for (int i = 0; i < 8; i++) {
      state[i] = i + 1;
    }
    state = permuted(state);
    state[0] = 9;
    state[1] = 10;
    state[2] = 11;
    state = permuted(state);
    for (int i = 0; i < 8; i++) {
      assertThat(transcript.sample()).isEqualTo(state[i]);
    }
    state = permuted(state);
    assertThat(transcript.sampleExtension())
        .isEqualTo(new Ext(state[0], state[1], state[2], state[3]));
    transcript.observe(5);
    state[0] = 5;
    assertThat(transcript.sample()).isEqualTo(permuted(state)[0]);
  }

  @Test
  void everyObservationChangesEverySample() {
    Set<Integer> samples = new HashSet<>();
    for (int changed = 0; changed < 20; changed++) {
      Transcript<Integer, Ext, Boolean> transcript = fresh();
      for (int i = 0; i < 20; i++) {
        transcript.observe(i == changed ? 1000 : i);
      }
      samples.add(transcript.sample());
    }
    assertThat(samples).hasSize(20);
  }

  @Test
  void bitsAreThoseOfTheCanonicalInteger() {
    Transcript<Integer, Ext, Boolean> a = fresh();
    Transcript<Integer, Ext, Boolean> b = fresh();
    a.observe(1);
    b.observe(1);
    for (int round = 0; round < 100; round++) {
      int value = KoalaBear.toCanonical(a.sample());
      List<Boolean> bits = b.sampleBits(24);
      for (int i = 0; i < 24; i++) {
        assertThat(bits.get(i)).isEqualTo((value >> i & 1) == 1);
      }
    }
    assertThatThrownBy(() -> a.sampleBits(25)).isInstanceOf(IllegalArgumentException.class);
  }

  /** p - 1 = 127 · 2^24: low bits are uniform but for the one extra zero. */
  @Test
  void lowBitsAreUniform() {
    assertThat((KoalaBear.P - 1) % (1 << 24)).isZero();
    Transcript<Integer, Ext, Boolean> transcript = fresh();
    transcript.observe(3);
    int[] counts = new int[8];
    for (int i = 0; i < 8000; i++) {
      List<Boolean> bits = transcript.sampleBits(3);
      counts[(bits.get(0) ? 1 : 0) + (bits.get(1) ? 2 : 0) + (bits.get(2) ? 4 : 0)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(850, 1150);
    }
  }

  @Test
  void workIsCheckedAtEveryFillOfTheRate() {
    for (int observed = 0; observed < 10; observed++) {
      Transcript<Integer, Ext, Boolean> prover = fresh();
      List<Integer> values = new ArrayList<>();
      for (int i = 0; i < observed; i++) {
        values.add(77 + i);
      }
      prover.observeAll(values);
      int[] state = prover.state().stream().mapToInt(Integer::intValue).toArray();
      int found = Grinding.search(suite, state, prover.pending(), 6, Parallel.sequential());
      int accepted = 0;
      for (int nonce = 0; nonce <= found; nonce++) {
        Transcript<Integer, Ext, Boolean> verifier = fresh();
        verifier.observeAll(values);
        try {
          verifier.checkWork(6, KoalaBear.fromCanonical(nonce));
          accepted++;
          assertThat(nonce).isEqualTo(found);
        } catch (IllegalStateException expected) {
          assertThat(nonce).isLessThan(found);
        }
      }
      assertThat(accepted).isEqualTo(1);
    }
  }
}
