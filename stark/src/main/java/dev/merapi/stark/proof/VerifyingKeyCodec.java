package dev.merapi.stark.proof;

import dev.merapi.stark.air.AirFormatException;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The canonical bytes of a {@link VerifyingKey}. Little endian; a count is four bytes.
 *
 * <pre>
 * "MRPK" · version (1 byte) · "koalabear4" · preset name · suite     (length byte and ASCII each)
 * log blow-up · max degree · max log height · queries (4 bytes) · grinds: LogUp, DEEP, batch, query
 * fold grind count · fold grinds · log fold · log final · log cap    (a byte each but the queries)
 * public value count · AIR count · { byte count · CompiledAir bytes }*
 * </pre>
 */
final class VerifyingKeyCodec {
  private static final byte[] MAGIC = "MRPK".getBytes(StandardCharsets.US_ASCII);
  private static final String FIELD = "koalabear4";
  private static final int VERSION = 1;

  /** The most bytes of a key that is read: many times those of a machine. */
  private static final int MAX_BYTES = 1 << 24;

  private VerifyingKeyCodec() {}

  static byte[] write(VerifyingKey key) {
    ByteSink sink = new ByteSink();
    sink.bytes(MAGIC);
    sink.u8(VERSION);
    sink.text(FIELD);
    writeParameters(sink, key.parameters());
    sink.u32(key.publicValueCount());
    sink.u32(key.airs().size());
    for (CompiledAir air : key.airs()) {
      byte[] bytes = air.toBytes();
      sink.u32(bytes.length);
      sink.bytes(bytes);
    }
    return sink.toBytes();
  }

  private static void writeParameters(ByteSink sink, StarkParameters p) {
    sink.text(p.name());
    sink.text(p.suite());
    sink.u8(p.logBlowup());
    sink.u8(p.maxDegree());
    sink.u8(p.maxLogHeight());
    sink.u32(p.queries());
    sink.u8(p.grindLogUp());
    sink.u8(p.grindDeep());
    sink.u8(p.grindBatch());
    sink.u8(p.grindQuery());
    sink.u8(p.grindFold().size());
    p.grindFold().forEach(sink::u8);
    sink.u8(p.logFold());
    sink.u8(p.logFinal());
    sink.u8(p.logCap());
  }

  static VerifyingKey read(byte[] bytes) throws ProofFormatException {
    if (bytes.length > MAX_BYTES) {
      throw new ProofFormatException(
          "verifying key of " + bytes.length + " bytes, at most " + MAX_BYTES);
    }
    ByteSource source = new ByteSource(bytes, "verifying key");
    source.magic(MAGIC, VERSION);
    String field = source.text();
    if (!field.equals(FIELD)) {
      throw new ProofFormatException("verifying key over another field");
    }
    try {
      StarkParameters parameters = readParameters(source);
      int publicValues = source.u32("public values", 0, VerifyingKey.MAX_PUBLIC_VALUES);
      int count = source.u32("AIRs", 1, VerifyingKey.MAX_AIRS);
      List<CompiledAir> airs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        airs.add(CompiledAir.fromBytes(source.bytes(source.u32("AIR bytes", 0, MAX_BYTES))));
      }
      source.end();
      VerifyingKey key = new VerifyingKey(parameters, airs, publicValues);
      if (!Arrays.equals(key.toBytes(), bytes)) {
        throw new ProofFormatException("verifying key is not canonical");
      }
      return key;
    } catch (AirFormatException | IllegalArgumentException e) {
      throw new ProofFormatException("verifying key: " + e.getMessage());
    }
  }

  private static StarkParameters readParameters(ByteSource source) throws ProofFormatException {
    String name = source.text();
    String suite = source.text();
    int logBlowup = source.u8();
    int maxDegree = source.u8();
    int maxLogHeight = source.u8();
    int queries = source.u32();
    int grindLogUp = source.u8();
    int grindDeep = source.u8();
    int grindBatch = source.u8();
    int grindQuery = source.u8();
    int folds = source.u8();
    List<Integer> grindFold = new ArrayList<>();
    for (int i = 0; i < folds; i++) {
      grindFold.add(source.u8());
    }
    return new StarkParameters(
        name,
        suite,
        logBlowup,
        maxDegree,
        maxLogHeight,
        queries,
        grindLogUp,
        grindDeep,
        grindBatch,
        grindFold,
        grindQuery,
        source.u8(),
        source.u8(),
        source.u8());
  }

  /**
   * The hash of a key: by Poseidon2, for any suite; one row of the number of bytes, then three
   * bytes an element, little endian, the last one filled with zeros.
   */
  static int[] digest(byte[] encoded) {
    int[] words = new int[1 + (encoded.length + 2) / 3];
    words[0] = encoded.length;
    for (int i = 0; i < encoded.length; i++) {
      words[1 + i / 3] |= (encoded[i] & 0xff) << 8 * (i % 3);
    }
    for (int i = 0; i < words.length; i++) {
      words[i] = KoalaBear.fromCanonical(words[i]);
    }
    return HashSuite.poseidon2().hashRow(words);
  }
}
