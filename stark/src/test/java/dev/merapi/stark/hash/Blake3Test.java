package dev.merapi.stark.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.KoalaBear;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.bouncycastle.crypto.params.Blake3Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Bouncy Castle, and against the compression function written down from its definition. */
final class Blake3Test {
  private static final HashSuite SUITE = HashSuite.blake3();
  private final SplittableRandom random = new SplittableRandom(31);

  private int[] words(int count) {
    return random.ints(count).toArray();
  }

  private static byte[] bytes(int... words) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(words);
    return buffer.array();
  }

  private static byte[] oracle(Blake3Digest digest, int length, int... words) {
    byte[] message = bytes(words);
    digest.update(message, 0, message.length);
    byte[] out = new byte[length];
    digest.doFinal(out, 0, length);
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 15, 16, 17, 31, 32, 33, 48, 100, 128, 240, 241, 255, 256})
  void rowsOfUpToOneChunkAreHashedByBlake3AfterZeros(int length) {
    int[] row = words(length + 3);
    int[] message = new int[16 * Math.ceilDiv(length, 16)];
    System.arraycopy(row, 2, message, message.length - length, length);
    byte[] expected = oracle(new Blake3Digest(), 32, message);
    assertThat(bytes(SUITE.hashRow(row, 2, length))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 256, 257, 272, 273, 700, 1500})
  void longerRowsGoOnInTheSameChunk(int length) {
    int[] row = words(length);
    int[] cv = SlowBlake3.IV;
    for (int left = 16 * Math.ceilDiv(length, 16); left > 0; left -= 16) {
      int[] block = new int[16];
      for (int i = 0; i < 16; i++) {
        int at = length - left + i;
        block[i] = at < 0 ? 0 : row[at];
      }
      int flags = (left >= length ? 1 : 0) + (left == 16 ? 2 + 8 : 0);
      cv = Arrays.copyOf(SlowBlake3.compress(cv, block, 0, 64, flags), 8);
    }
    assertThat(SUITE.hashRow(row)).isEqualTo(cv);
  }

  /** Two chunks of 1024 bytes under their parent. */
  @Test
  void nodesAreParentsOfBlake3() {
    int[] message = words(512);
    int[][] chunks = new int[2][];
    for (int c = 0; c < 2; c++) {
      int[] cv = SlowBlake3.IV;
      for (int b = 0; b < 16; b++) {
        int[] block = Arrays.copyOfRange(message, 256 * c + 16 * b, 256 * c + 16 * b + 16);
        int flags = (b == 0 ? 1 : 0) + (b == 15 ? 2 : 0);
        cv = Arrays.copyOf(SlowBlake3.compress(cv, block, c, 64, flags), 8);
      }
      chunks[c] = cv;
    }
    int[] children = Arrays.copyOf(chunks[0], 16);
    System.arraycopy(chunks[1], 0, children, 8, 8);
    int[] root = SlowBlake3.compress(SlowBlake3.IV, children, 0, 64, 4 + 8);
    assertThat(bytes(Arrays.copyOf(root, 8))).isEqualTo(oracle(new Blake3Digest(), 32, message));
    int[] node = SlowBlake3.compress(SlowBlake3.IV, children, 0, 64, 4);
    assertThat(SUITE.compress(chunks[0], chunks[1])).isEqualTo(Arrays.copyOf(node, 8));
  }

  /** BLAKE3 under a key, had it neither chunks nor a root: hence by the slow form. */
  @Test
  void transcriptStepsAreTwoCompressionsUnderTheCapacity() {
    for (int trial = 0; trial < 50; trial++) {
      int[] state = words(16);
      int[] block = Arrays.copyOf(Arrays.copyOf(state, 8), 16);
      int[] key = Arrays.copyOfRange(state, 8, 16);
      int[] out = SlowBlake3.compress(key, block, 1, 32, 16);
      int[] expected = SlowBlake3.compress(key, block, 0, 32, 16);
      System.arraycopy(expected, 0, expected, 8, 8);
      for (int i = 0; i < 8; i++) {
        BigInteger value =
            BigInteger.valueOf(out[2 * i + 1] & 0xFFFFFFFFL)
                .shiftLeft(32)
                .add(BigInteger.valueOf(out[2 * i] & 0xFFFFFFFFL));
        int canonical = value.mod(BigInteger.valueOf(KoalaBear.P)).intValueExact();
        expected[i] = KoalaBear.fromCanonical(canonical);
      }
      SUITE.permuteTranscript(state);
      assertThat(state).isEqualTo(expected);
    }
  }

  /** The slow form itself, on keyed hashing and extended output. */
  @Test
  void theSlowFormIsBlake3() {
    int[] key = words(8);
    int[] block = words(16);
    Blake3Digest keyed = new Blake3Digest();
    keyed.init(Blake3Parameters.key(bytes(key)));
    assertThat(bytes(SlowBlake3.compress(key, block, 0, 64, 1 + 2 + 8 + 16)))
        .isEqualTo(extended(keyed, 64, block));
  }

  private static byte[] extended(Blake3Digest digest, int length, int... words) {
    byte[] message = bytes(words);
    digest.update(message, 0, message.length);
    byte[] out = new byte[length];
    digest.doOutput(out, 0, length);
    return out;
  }

  @Test
  void refusesEmptyRows() {
    assertThatThrownBy(SUITE::hashRow).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void suitesAreFoundByTheirNames() {
    for (HashSuite suite : HashSuite.all()) {
      assertThat(HashSuite.of(suite.id())).isSameAs(suite);
    }
    assertThatThrownBy(() -> HashSuite.of("sha2")).hasMessageContaining("sha2");
  }
}
