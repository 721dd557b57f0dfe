package dev.merapi.stark.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.merapi.stark.field.KoalaBear;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

  @Test
  void namesHoldNoControlCharacters() {
    byte[] bytes = AIRS.getFirst().toBytes();
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("fibonacci");
    for (byte control : new byte[] {0, '\n', 27, 127}) {
      bytes[at] = control;
      assertThatThrownBy(() -> CompiledAir.fromBytes(bytes))
          .isInstanceOf(AirFormatException.class)
          .hasMessage("a name holds a control character");
    }
  }

  /**
   * Nodes a·31 + b of one sum, so that the hashes of records (Add, Sub and Mul alike) are equal; in
   * a plain hash set 2^17 of them take ten seconds, and four times that for twice as many.
   */
  @Test
  void nodesOfEqualHashesAreReadInTime() throws AirFormatException {
    int nodes = 1 << 17;
    int columns = 1 << 14;
    ByteBuffer bytes = head(nodes, 9 * nodes);
    for (int column = 0; column < columns; column++) {
      bytes.put((byte) 1).putInt(column);
    }
    int left = nodes - columns;
    for (int sum = 31 * (columns - 1); left > 0; sum--) {
      for (int a = Math.max(0, (sum - columns + 31) / 31); 31 * a <= sum && left >= 3; a++) {
        for (byte tag = 8; tag <= 10; tag++) {
          bytes.put(tag).putInt(a).putInt(sum - 31 * a);
        }
        left -= 3;
      }
      if (left < 3) {
        break;
      }
    }
    for (; left > 0; left--) {
      bytes.put((byte) 11).putInt(left);
    }
    bytes.putInt(0).putInt(0).putInt(0);
    assertThat(readWithin(Duration.ofSeconds(20), bytes).base()).hasSize(nodes);
  }

  /** As many interactions as there may be, each in a column and on a bus of its own. */
  @Test
  void manyInteractionsAreReadInTime() throws AirFormatException {
    int count = AirValidator.MAX_INTERACTIONS;
    ByteBuffer bytes = head(2, 64 * count);
    bytes.put((byte) 1).putInt(0).put((byte) 10).putInt(0).putInt(0).putInt(0).putInt(count);
    for (int id = 0; id < count; id++) {
      bytes.putShort((short) 1).put((byte) 'b').putInt(id).put((byte) 0).putInt(1);
    }
    bytes.putInt(count);
    for (int bus = 0; bus < count; bus++) {
      bytes.putInt(bus).put((byte) 0).putInt(1).putInt(0).putInt(1);
    }
    CompiledAir air = readWithin(Duration.ofSeconds(5), bytes);
    assertThat(air.logUp().extensionColumns()).isEqualTo(count + 1);
  }

  private static ByteBuffer head(int nodes, int room) {
    return ByteBuffer.allocate(room + 100)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 1)
        .putShort((short) 1)
        .put((byte) 'a')
        .putInt(3)
        .putInt(1 << 14)
        .putInt(0)
        .putInt(0)
        .put((byte) 0)
        .putInt(nodes);
  }

  /** In time of the processor, whatever else the machine does meanwhile. */
  private static CompiledAir readWithin(Duration limit, ByteBuffer bytes)
      throws AirFormatException {
    byte[] encoded = Arrays.copyOf(bytes.array(), bytes.position());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    CompiledAir air = CompiledAir.fromBytes(encoded);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(limit);
    return air;
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
