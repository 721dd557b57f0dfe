package dev.merapi.vm.executor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a guest may ask for: input vectors, in the order {@code hintinput} takes them; values by key
 * for {@code hintloadbykey}; an optional seed for {@code hintrandom}. Nothing of it is public.
 * Immutable.
 */
public final class GuestInput {
  private static final GuestInput EMPTY = builder().build();

  private final List<byte[]> vectors;
  private final TreeMap<byte[], List<byte[]>> byKey;
  private final OptionalLong seed;

  private GuestInput(Builder builder) {
    this.vectors = List.copyOf(builder.vectors);
    this.byKey = new TreeMap<>(java.util.Arrays::compareUnsigned);
    this.byKey.putAll(builder.byKey);
    this.seed = builder.seed;
  }

  /** No input at all. */
  public static GuestInput empty() {
    return EMPTY;
  }

  /** One input vector. */
  public static GuestInput of(byte[] vector) {
    return builder().bytes(vector).build();
  }

  /** A builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** The input vectors. */
  public List<byte[]> vectors() {
    return vectors.stream().map(byte[]::clone).toList();
  }

  /**
   * Key to the vectors which {@code hintloadbykey} puts before the remaining input; keys in
   * unsigned lexicographic order.
   */
  public Map<byte[], List<byte[]>> byKey() {
    return java.util.Collections.unmodifiableMap(byKey);
  }

  /** The seed of {@code hintrandom}; absent: derived from the rest of the input. */
  public OptionalLong seed() {
    return seed;
  }

  /** Collects a guest's input. */
  public static final class Builder {
    private final List<byte[]> vectors = new ArrayList<>();
    private final TreeMap<byte[], List<byte[]>> byKey =
        new TreeMap<>(java.util.Arrays::compareUnsigned);
    private OptionalLong seed = OptionalLong.empty();

    private Builder() {}

    /** Adds one input vector. */
    public Builder bytes(byte[] vector) {
      vectors.add(vector.clone());
      return this;
    }

    /** Adds one input vector of little-endian 32-bit words. */
    public Builder words(int... words) {
      ByteBuffer buffer = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
      buffer.asIntBuffer().put(words);
      vectors.add(buffer.array());
      return this;
    }

    /** Adds the vectors that {@code hintloadbykey} finds under {@code key}. */
    public Builder hint(byte[] key, List<byte[]> vectors) {
      byKey.put(key.clone(), vectors.stream().map(byte[]::clone).toList());
      return this;
    }

    /** Sets the seed of {@code hintrandom}. */
    public Builder seed(long seed) {
      this.seed = OptionalLong.of(seed);
      return this;
    }

    /** The input collected. */
    public GuestInput build() {
      return new GuestInput(this);
    }
  }
}
