package dev.merapi.bench;

import dev.merapi.bench.BenchException.Kind;
import dev.merapi.sdk.Input;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** A guest with inputs of many sizes, whose result is known by other means than running it. */
enum Family {
  FIBONACCI(
      "fibonacci",
      "steps",
      List.of(1_000L, 10_000L, 100_000L, 800_000L),
      0,
      10_000_000,
      n -> Input.builder().words((int) n, 0).build(),
      Expected::fibonacci),
  SHA256(
      "sha256",
      "bytes",
      List.of(32L, 2048L, 10_240L),
      0,
      1 << 20,
      n -> Input.builder().bytes(bytes(n)).build(),
      n -> Expected.sha256(bytes(n), 1)),
  SHA256_CHAIN(
      "sha256chain",
      "digests",
      List.of(230L),
      1,
      100_000,
      n -> Input.builder().words((int) n).bytes(bytes(32)).build(),
      n -> Expected.sha256(bytes(32), n)),
  KECCAK256(
      "keccak256",
      "bytes",
      List.of(2048L),
      0,
      1 << 20,
      n -> Input.builder().bytes(bytes(n)).build(),
      n -> Keccak256.digest(bytes(n))),
  QUICKSORT(
      "quicksort",
      "numbers",
      List.of(10_000L),
      1,
      1_000_000,
      n -> Input.builder().words((int) n, 7).build(),
      n -> Expected.quicksort((int) n, 7)),
  MEMORY_WALK(
      "memwalk",
      "rounds over 128 kB",
      List.of(1L),
      0,
      1_000,
      n -> Input.builder().words((int) n).build(),
      n -> Expected.memoryWalk((int) n)),
  JSON(
      "json",
      "bytes",
      List.of(8192L),
      JsonText.SHORTEST,
      1 << 20,
      n -> Input.builder().bytes(JsonText.ofLength((int) n)).build(),
      n -> Expected.json(JsonText.ofLength((int) n))),
  MINIMAL("minimal", "", List.of(), 0, 0, n -> Input.none(), n -> Expected.words());

  private final String guest;
  private final String unit;
  private final List<Long> usual;
  private final long least;
  private final long most;
  private final LongFunction<Input> input;
  private final LongFunction<byte[]> expected;

  Family(
      String guest,
      String unit,
      List<Long> usual,
      long least,
      long most,
      LongFunction<Input> input,
      LongFunction<byte[]> expected) {
    this.guest = guest;
    this.unit = unit;
    this.usual = usual;
    this.least = least;
    this.most = most;
    this.input = input;
    this.expected = expected;
  }

  /** The family of a guest's name. */
  static Optional<Family> named(String name) {
    return Arrays.stream(values()).filter(family -> family.guest.equals(name)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(family -> family.guest).collect(Collectors.joining(", "));
  }

  /** What a size counts. */
  String unit() {
    return unit;
  }

  /** Whether there are sizes. */
  boolean sized() {
    return most > 0;
  }

  /** The cases of a run that names no sizes. */
  List<BenchCase> usual() {
    return sized() ? usual.stream().map(this::of).toList() : List.of(of(0));
  }

  /** The case of a size. */
  BenchCase of(long size) {
    if (size < least || size > most) {
      throw new BenchException(
          Kind.CHOICE,
          "%s is from %s to %s %s, not %s"
              .formatted(guest, Size.text(least), Size.text(most), unit, Size.text(size)));
    }
    byte[] elf =
        Guests.elf(guest).orElseThrow(() -> new IllegalStateException("no guest " + guest));
    return new BenchCase(
        sized() ? guest + "-" + Size.text(size) : guest,
        guest,
        elf,
        input.apply(size),
        Optional.of(expected.apply(size)));
  }

  private static byte[] bytes(long length) {
    byte[] bytes = new byte[(int) length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
