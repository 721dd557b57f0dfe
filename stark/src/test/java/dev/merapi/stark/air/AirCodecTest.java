package dev.merapi.stark.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AirCodecTest {
  private static final List<CompiledAir> AIRS =
      List.of(
          AirCompiler.compile(new TestAirs.Fibonacci(), 3),
          AirCompiler.compile(new TestAirs.Ranged(), 3),
          AirCompiler.compile(new TestAirs.RangeTable(), 3),
          AirCompiler.compile(new TestAirs.Silent(new TestAirs.Ranged()), 3),
          AirCompiler.compile(new TestAirs.Sink(), 5));

  @Test
  void roundTrip() throws AirFormatException {
    for (CompiledAir air : AIRS) {
      CompiledAir read = CompiledAir.fromBytes(air.toBytes());
      assertThat(read.toBytes()).isEqualTo(air.toBytes());
      assertThat(read.base()).isEqualTo(air.base());
      assertThat(read.ext()).isEqualTo(air.ext());
      assertThat(read.constraints()).isEqualTo(air.constraints());
      assertThat(read.interactions()).isEqualTo(air.interactions());
      assertThat(read.logUp()).isEqualTo(air.logUp());
      assertThat(read.auxWidth()).isEqualTo(air.auxWidth());
      assertThat(read.publicValueCount()).isEqualTo(air.publicValueCount());
    }
  }

  @Test
  void digestWordsAreCanonicalAndDiffer() {
    for (CompiledAir air : AIRS) {
      int[] words = air.digestWords();
      assertThat(words[0]).isEqualTo(air.toBytes().length);
      assertThat(Arrays.stream(words).allMatch(w -> w >= 0 && w < KoalaBear.P)).isTrue();
    }
    assertThat(AIRS.stream().map(a -> Arrays.toString(a.digestWords())).distinct()).hasSize(5);
  }

  @Test
  void truncationsAndTrailingBytesAreRefused() {
    for (CompiledAir air : AIRS) {
      byte[] bytes = air.toBytes();
      for (int i = 0; i < bytes.length; i++) {
        byte[] cut = Arrays.copyOf(bytes, i);
        assertThatThrownBy(() -> CompiledAir.fromBytes(cut)).isInstanceOf(AirFormatException.class);
      }
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
      assertThatThrownBy(() -> CompiledAir.fromBytes(longer))
          .isInstanceOf(AirFormatException.class);
    }
  }

  /** Whatever the bytes: an AIR whose bytes they are, or the documented exception. */
  @Test
  void fuzz() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes;
      if (i % 4 == 0) {
        bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 0) {
          bytes[0] = 1;
        }
      } else {
        bytes = AIRS.get(random.nextInt(AIRS.size())).toBytes();
        for (int k = random.nextInt(1, 4); k > 0; k--) {
          bytes[random.nextInt(bytes.length)] ^=
              (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256));
        }
      }
      try {
        assertThat(CompiledAir.fromBytes(bytes).toBytes()).isEqualTo(bytes);
      } catch (AirFormatException e) {
        assertThat(e.getMessage()).isNotEmpty();
      } catch (RuntimeException e) {
        fail("seed " + seed + ", case " + i, e);
      }
    }
  }
}
