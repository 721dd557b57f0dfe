package dev.merapi.sdk.codec;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.SegmentPublicValues;
import dev.merapi.vm.verification.UserPublicValuesProof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The parts of an application proof. Its bytes:
 *
 * <pre>
 * "MRPA" · version (1 byte) · machine (8 elements) · hash suite (length byte and ASCII)
 * log2 of the program's rows (1 byte) · log2 of its cap's digests (1 byte) · the cap (8 words each)
 * log2 of the public-values bytes (1 byte) · the bytes · siblings of their subtree (8 elements each)
 * segments (4 bytes) · { public values (20 elements) · length (4 bytes) · STARK proof }*
 * </pre>
 *
 * Words are little-endian, elements canonical, nothing trails; the words of a digest are elements
 * where the suite says so. The STARK proofs are decoded under the verifying key.
 *
 * @param vmCommitment identity of the machine, 8 canonical elements
 * @param claim what the proofs claim
 * @param starks the encoded STARK proof of each segment, in memory or {@link FileSlices}
 */
@SuppressWarnings("ArrayRecordComponent")
public record AppProofData(int[] vmCommitment, AppClaim claim, List<byte[]> starks) {

  /**
   * The most bytes of a segment's proof, far above any there is: what is not that long is not read
   * into memory.
   */
  static final int MAX_STARK_BYTES = 1 << 26;

  /** The most segments of a run. */
  public static final int MAX_SEGMENTS = 1 << 16;

  private static final String MAGIC = "MRPA";
  private static final int VERSION = 2;
  private static final int DIGEST = 8;
  private static final int PER_SEGMENT = 4 * SegmentPublicValues.COUNT + 4;
  private static final int MAX_LOG_HEIGHT = 24;
  private static final int MAX_LOG_CAP = 8;
  private static final int MIN_LOG_VALUES = 5;
  private static final int MAX_LOG_VALUES = 10;

  /** Copies the list, unless what it lists lies in files. */
  public AppProofData {
    starks = starks instanceof FileSlices ? starks : List.copyOf(starks);
  }

  /** Whether bytes begin as a proof does. */
  public static boolean recognises(byte[] bytes) {
    return Magic.matches(MAGIC, bytes);
  }

  /** How many canonical bytes there are. */
  public long size() {
    long size = head().length;
    for (int i = 0; i < starks.size(); i++) {
      size += PER_SEGMENT + (long) length(i);
    }
    return size;
  }

  private int length(int i) {
    return starks instanceof FileSlices files ? files.length(i) : starks.get(i).length;
  }

  /** The canonical bytes. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(size()));
    try {
      writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes the canonical bytes, one segment at a time in memory. */
  public void writeTo(OutputStream out) throws IOException {
    try {
      write(out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(OutputStream out) throws IOException {
    out.write(head());
    for (int i = 0; i < starks.size(); i++) {
      Writer writer = new Writer();
      writer.elements(claim.segments().get(i).toArray());
      writer.u32(length(i));
      out.write(writer.toBytes());
      out.write(starks.get(i));
    }
  }

  /** The bytes before the first segment. */
  public byte[] head() {
    Writer writer = new Writer(MAGIC, VERSION);
    writer.elements(vmCommitment);
    HashSuite suite = claim.program().suite();
    writer.text(suite.id());
    int[] cap = claim.program().cap();
    writer.u8(claim.program().logHeight());
    writer.u8(Integer.numberOfTrailingZeros(cap.length / DIGEST));
    writer.words(
        suite.elementDigests() ? Arrays.stream(cap).map(KoalaBear::toCanonical).toArray() : cap);
    byte[] values = claim.publicValues().values();
    writer.u8(Integer.numberOfTrailingZeros(values.length));
    writer.bytes(values);
    writer.elements(claim.publicValues().siblings());
    writer.u32(starks.size());
    return writer.toBytes();
  }

  /** Reads the canonical bytes. */
  public static AppProofData parse(byte[] bytes) throws MalformedException {
    Source source = new Source.Heap(bytes);
    return parse(source, slices -> slices.stream().map(s -> source.read(s.at, s.length)).toList());
  }

  /**
   * Reads the canonical bytes of a file, but for the STARK proofs, which are read when they are
   * asked for.
   */
  public static AppProofData parse(Path file) throws IOException, MalformedException {
    try {
      return parse(
          new Source.File(file),
          slices ->
              new FileSlices(
                  slices.stream().map(s -> new FileSlices.Slice(file, s.at, s.length)).toList()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static AppProofData parse(Source source, Function<List<Range>, List<byte[]>> starks)
      throws MalformedException {
    Reader reader = new Reader(source, "an application proof");
    reader.magic(MAGIC, VERSION);
    int[] vm = reader.elements(DIGEST);
    HashSuite suite = suite(reader.text());
    int logHeight = reader.u8("log rows of the program", 0, MAX_LOG_HEIGHT);
    int[] cap = cap(reader, suite, DIGEST << reader.u8("log cap", 0, MAX_LOG_CAP));
    int length = 1 << reader.u8("log public values", MIN_LOG_VALUES, MAX_LOG_VALUES);
    byte[] values = reader.bytes(length);
    int[] siblings = reader.elements(UserPublicValuesProof.siblingWords(length));
    int count = reader.u32("segments", 1, MAX_SEGMENTS);
    List<SegmentPublicValues> segments = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      segments.add(segment(i, reader.elements(SegmentPublicValues.COUNT)));
      int bytes = reader.u32("length of a segment", 0, MAX_STARK_BYTES);
      ranges.add(new Range(reader.skip(bytes), bytes));
    }
    reader.end();
    AppClaim claim =
        new AppClaim(
            new CommittedRoot(suite, logHeight, cap),
            segments,
            new UserPublicValuesProof(values, siblings));
    return new AppProofData(vm, claim, starks.apply(ranges));
  }

  private static HashSuite suite(String id) throws MalformedException {
    try {
      return HashSuite.of(id);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("an application proof: unknown hash suite");
    }
  }

  private static int[] cap(Reader reader, HashSuite suite, int words) throws MalformedException {
    return suite.elementDigests()
        ? Arrays.stream(reader.elements(words)).map(KoalaBear::fromCanonical).toArray()
        : reader.words(words);
  }

  private static SegmentPublicValues segment(int index, int[] values) throws MalformedException {
    try {
      return SegmentPublicValues.of(values);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "an application proof: segment " + index + ": " + e.getMessage());
    }
  }

  /** Where a STARK proof lies. */
  private record Range(long at, int length) {}
}
