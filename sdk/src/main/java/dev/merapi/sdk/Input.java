package dev.merapi.sdk;

import dev.merapi.sdk.store.SealedFile;
import dev.merapi.vm.executor.GuestInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What a guest can ask for: input vectors, taken one by one in the order given, values found by
 * key, and the seed of its random hints. None of it is trusted by a proof. Immutable.
 */
public final class Input {

  private static final Input NONE = builder().build();

  private final List<byte[]> vectors;
  private final Map<String, byte[]> hints;
  private final OptionalLong seed;

  private Input(Builder builder) {
    this.vectors = List.copyOf(builder.vectors);
    this.hints = new LinkedHashMap<>(builder.hints);
    this.seed = builder.seed;
  }

  /** An input without vectors or hints. */
  public static Input none() {
    return NONE;
  }

  /** Starts an input. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of input vectors. */
  public int size() {
    return vectors.size();
  }

  /** The input vectors, in order. */
  public List<byte[]> vectors() {
    return vectors.stream().map(byte[]::clone).toList();
  }

  /** The same in the form the executor takes. */
  GuestInput toGuest() {
    GuestInput.Builder guest = GuestInput.builder();
    vectors.forEach(guest::bytes);
    hints.forEach((key, value) -> guest.hint(HexFormat.of().parseHex(key), List.of(value)));
    seed.ifPresent(guest::seed);
    return guest.build();
  }

  /** Bytes of all vectors and hints together. */
  long bytes() {
    return vectors.stream().mapToLong(vector -> vector.length).sum()
        + hints.values().stream().mapToLong(value -> value.length).sum();
  }

  /** 32 bytes that stand for all of the input. */
  byte[] digest() {
    MessageDigest sha = SealedFile.sha256();
    update(sha, vectors);
    for (String key : new TreeSet<>(hints.keySet())) {
      update(sha, List.of(HexFormat.of().parseHex(key), hints.getOrDefault(key, new byte[0])));
    }
    update(sha, List.of(seed.toString().getBytes(StandardCharsets.UTF_8)));
    return sha.digest();
  }

  private static void update(MessageDigest sha, List<byte[]> parts) {
    sha.update(length(parts.size()));
    for (byte[] part : parts) {
      sha.update(length(part.length));
      sha.update(part);
    }
  }

  private static byte[] length(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  /** The seed of the guest's random hints; when absent it is derived from the rest of the input. */
  public OptionalLong seed() {
    return seed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Input that
        && seed.equals(that.seed)
        && Arrays.deepEquals(vectors.toArray(), that.vectors.toArray())
        && hints.keySet().equals(that.hints.keySet())
        && hints.entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), that.hints.get(e.getKey())));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(vectors.toArray()) + hints.keySet().hashCode();
  }

  @Override
  public String toString() {
    long bytes = vectors.stream().mapToLong(v -> v.length).sum();
    return "Input[" + vectors.size() + " vectors, " + bytes + " bytes, " + hints.size() + " hints]";
  }

  /** Collects an {@link Input}; not safe for use by several threads. */
  public static final class Builder {

    private final List<byte[]> vectors = new ArrayList<>();
    private final Map<String, byte[]> hints = new LinkedHashMap<>();
    private OptionalLong seed = OptionalLong.empty();

    private Builder() {}

    /** Adds one input vector. */
    public Builder bytes(byte[] vector) {
      vectors.add(vector.clone());
      return this;
    }

    /** Adds one input vector of 32-bit words, little-endian. */
    public Builder words(int... words) {
      ByteBuffer buffer = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
      buffer.asIntBuffer().put(words);
      vectors.add(buffer.array());
      return this;
    }

    /**
     * Sets the value a guest finds under a key; a later value for the same key replaces an earlier
     * one.
     */
    public Builder hint(byte[] key, byte[] value) {
      hints.put(HexFormat.of().formatHex(key), value.clone());
      return this;
    }

    /**
     * Sets the seed of the guest's random hints; derived from the rest of the input when not set.
     */
    public Builder seed(long value) {
      seed = OptionalLong.of(value);
      return this;
    }

    /** The input. */
    public Input build() {
      return new Input(this);
    }
  }
}
