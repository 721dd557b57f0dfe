package dev.merapi.vm.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.merapi.vm.executor.GuestFaultException.Fault;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.NaiveMachine;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every guest, run, recorded and run by the naive machine, with results computed here by other
 * means.
 */
class GuestsTest {
  private static int[] execute(String guest, GuestInput input) {
    return words(executeBytes(guest, input));
  }

  private static byte[] executeBytes(String guest, GuestInput input) {
    Program program = Guests.program(guest);
    ExecutionResult run = Executor.run(program, input, ExecutionLimits.standard());
    SegmentRecord record = Executor.record(program, input, ExecutionLimits.standard());
    assertThat(run.exitCode()).isZero();
    assertThat(record.instructions()).isEqualTo(run.instructions());
    assertThat(record.publicValues()).isEqualTo(run.publicValues());
    assertThat(record.exitCode()).isZero();
    if (!guest.equals("hints")) {
      NaiveMachine naive = new NaiveMachine(program, input).run(Long.MAX_VALUE);
      assertThat(naive.instructions).isEqualTo(run.instructions());
      assertThat(naive.publicValues).isEqualTo(run.publicValues());
      assertThat(naive.output.toString()).isEqualTo(run.output());
    }
    return run.publicValues();
  }

  private static int[] words(byte[] bytes) {
    int[] words = new int[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    return words;
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 93, 94, 1000, 20_000})
  void fibonacci(int n) {
    BigInteger a = BigInteger.ZERO;
    BigInteger b = BigInteger.ONE;
    for (int i = 0; i < n; i++) {
      BigInteger c = a.add(b);
      a = b;
      b = c;
    }
    int[] values = execute("fibonacci", GuestInput.builder().words(n, 0).build());
    assertThat(values[0]).isEqualTo(a.intValue());
    assertThat(values[1]).isEqualTo(a.shiftRight(32).intValue());
    assertThat(values[2]).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 55, 56, 63, 64, 65, 119, 120, 1000})
  void sha256(int length) throws Exception {
    byte[] data = randomBytes(length);
    assertThat(executeBytes("sha256", GuestInput.of(data)))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(data));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 134, 135, 136, 137, 271, 272, 500})
  void keccak256(int length) {
    byte[] data = randomBytes(length);
    assertThat(executeBytes("keccak256", GuestInput.of(data)))
        .isEqualTo(new Keccak.Digest256().digest(data));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13, 1000, 5000})
  void quicksort(int n) {
    int seed = 20261123;
    int[] numbers = new int[n];
    int x = seed | 1;
    for (int i = 0; i < n; i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      numbers[i] = x ^ Integer.MIN_VALUE;
    }
    Arrays.sort(numbers);
    int hash = 0x811c9dc5;
    for (int i = 0; i < n; i++) {
      numbers[i] ^= Integer.MIN_VALUE;
      hash = (hash ^ numbers[i]) * 0x01000193;
    }
    int[] values = execute("quicksort", GuestInput.builder().words(n, seed).build());
    assertThat(values).startsWith(n, numbers[0], numbers[n / 2], numbers[n - 1], hash);
  }

  @Test
  void memoryWalker() {
    ByteBuffer area = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
    int words = 1 << 15;
    int x = 12345;
    int sum = 0;
    int halves = 0;
    int bytes = 0;
    for (int i = 0; i < words; i++) {
      area.putInt(4 * i, i * 0x9e3779b1);
    }
    int rounds = 5;
    for (int r = 0; r < rounds; r++) {
      int at = r;
      for (int i = 0; i < words / 8; i++) {
        at = at + 8191 & words - 1;
        x = x * 1103515245 + 12345;
        area.putInt(4 * at, area.getInt(4 * at) + x);
        sum = Integer.rotateLeft(sum, 1) ^ area.getInt(4 * (at + 1 & words - 1));
        int half = 4 * (x >>> 17);
        area.putShort(
            half + 2 * (i & 1), (short) (area.getShort(half + 2 - 2 * (i & 1)) + (short) i));
        halves += area.getShort(half);
        int b = 4 * (x >>> 2 & words - 1);
        area.put(b + (i & 3), (byte) (area.get(b + 3 - (i & 3)) - (byte) r));
        bytes += area.get(b + 2);
        bytes ^= area.get(b + 1) & 0xff;
        halves ^= area.getShort(half + 2) & 0xffff;
      }
    }
    assertThat(execute("memwalk", GuestInput.builder().words(rounds).build()))
        .startsWith(sum, halves, bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3000})
  void randomWalker(int steps) {
    int idle = steps % 7;
    int[] area = new int[1 << 22];
    int x = (int) 2463534242L;
    int sum = 0;
    for (int i = 0; i < steps; i++) {
      for (int k = 0; k <= idle; k++) {
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
      }
      sum = Integer.rotateLeft(sum, 1) + area[x >>> 10];
      area[x * 0x9e3779b1 >>> 10] += sum ^ x;
    }
    int[] values = execute("randomwalk", GuestInput.builder().words(steps, idle).build());
    assertThat(values).startsWith(sum, x, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"Merapi\",\"height\":2910,\"tags\":[\"vulkán\",\"火山\",\"🌋\",\"\\ud83c\\udf0b\"],\"deep\":{\"a\":[[],[1,-2.5e3]],\"n\":null,\"t\":true}}",
        "[]",
        " [ 1 , 0.5 , -0 , 1E+9 ] ",
        "\"only a string with \\\"escapes\\\" \\u00e9\\n\"",
        "{\"x\":[{\"x\":[{\"x\":[]}]}]}"
      })
  void jsonCountsAsJacksonDoes(String text) throws Exception {
    int[] counts = new int[6]; // objects, arrays, strings, numbers, code points, deepest
    int depth = 0;
    try (JsonParser parser = new ObjectMapper().createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
          counts[2]++;
          counts[4] += parser.getText().codePointCount(0, parser.getText().length());
        } else if (token.isNumeric()) {
          counts[3]++;
        } else if (token.isStructStart()) {
          counts[token == JsonToken.START_OBJECT ? 0 : 1]++;
          counts[5] = Math.max(counts[5], ++depth);
        } else if (token.isStructEnd()) {
          depth--;
        }
      }
    }
    int[] values = execute("json", GuestInput.of(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(values).startsWith(1, 0).endsWith(counts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\" 1}",
        "01",
        "\"\\x\"",
        "\"\\ud800\"",
        "tru",
        "[] []",
        "-",
        "1.",
        "\"\u0001\""
      })
  void wrongJsonIsRefused(String text) {
    assertThat(execute("json", GuestInput.of(text.getBytes(StandardCharsets.UTF_8)))[0]).isZero();
  }

  @Test
  void wrongUtf8IsRefused() {
    for (int[] bad :
        new int[][] {
          {0xc0, 0x80},
          {0xe0, 0x80, 0x80},
          {0xed, 0xa0, 0x80},
          {0xf4, 0x90, 0x80, 0x80},
          {0x80},
          {0xe2, 0x82},
          {0xff}
        }) {
      byte[] text = new byte[bad.length + 2];
      for (int i = 0; i < bad.length; i++) {
        text[i + 1] = (byte) bad[i];
      }
      text[0] = '"';
      text[text.length - 1] = '"';
      assertThat(execute("json", GuestInput.of(text))).startsWith(0, 1);
    }
  }

  /** The digest is what {@code qemu-riscv32} computes with the same source as a Linux program. */
  @Test
  void everyInstruction() {
    assertThat(execute("rv32im", GuestInput.empty()))
        .containsExactly(
            0xeb4ff994,
            0x9bb59fd0,
            0x21262bb2,
            0x4a36c784,
            0x534ad7f2,
            0x8090cfc8,
            0x06da0a5b,
            0x4e29d37f);
  }

  @Test
  void hints() {
    byte[] key = "volcano".getBytes(StandardCharsets.UTF_8);
    GuestInput input =
        GuestInput.builder()
            .bytes(key)
            .words(3)
            .hint(key, List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {100}))
            .build();
    assertThat(execute("hints", input)).startsWith(106, 3, 0, 0).doesNotContain(-1);
    assertThat(Executor.run(Guests.program("hints"), input, ExecutionLimits.standard()).output())
        .isEqualTo("key volcano\n");
  }

  @Test
  void failingGuests() {
    ExecutionResult exit =
        Executor.run(Guests.program("fail_exit"), GuestInput.empty(), ExecutionLimits.standard());
    assertThat(exit.exitCode()).isEqualTo(3);
    assertFault("fail_illegal", Fault.UNKNOWN_INSTRUCTION, "in forbidden");
    assertFault("fail_memory", Fault.OUT_OF_MEMORY, "4 bytes at 0x20000000");
    assertFault("fail_misaligned", Fault.MISALIGNED, "4 bytes at 0x00300002");
    assertFault("sha256", Fault.NO_INPUT, "in read_input");
  }

  private static void assertFault(String guest, Fault fault, String text) {
    Program program = Guests.program(guest);
    for (boolean record : new boolean[] {false, true}) {
      assertThatThrownBy(
              () -> {
                if (record) {
                  Executor.record(program, GuestInput.empty(), ExecutionLimits.standard());
                } else {
                  Executor.run(program, GuestInput.empty(), ExecutionLimits.standard());
                }
              })
          .isInstanceOfSatisfying(
              GuestFaultException.class, e -> assertThat(e.fault()).isEqualTo(fault))
          .hasMessageContaining(text);
    }
  }
}
