package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Verifier;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are interrupted, damaged and taken up again. */
class WorkDirectoryTest {

  private static final Input INPUT = Input.builder().words(150_000).build();
  private static final int SEGMENTS = 3;

  @TempDir static Path undisturbed;
  @TempDir Path directory;

  private static Program program;
  private static byte[] expected;

  @BeforeAll
  static void proveOnce() {
    program = Program.parse(TestProgram.sumOfInput());
    try (Prover prover = builder(undisturbed).build()) {
      AppProof proof = prover.prove(program, INPUT);
      assertThat(proof.segments()).isEqualTo(SEGMENTS);
      expected = proof.toBytes();
      Verifier.of(prover.verifyingKey()).verify(proof, prover.commit(program).exe());
    }
  }

  private static Prover.Builder builder(Path work) {
    return Prover.builder(MachineConfig.rv32im())
        .segmentMaxLogHeight(16)
        .threads(2)
        .workDirectory(work);
  }

  @Test
  void whatWasInterruptedGoesOn() throws IOException {
    interruptInSegment(2);
    assertThat(segmentFiles()).hasSize(2);
    Path unfinished = Files.write(directory.resolve("segment-00002.1.part"), new byte[10]);
    ProofStatistics statistics = resume();
    assertThat(statistics.segments()).isEqualTo(SEGMENTS);
    assertThat(statistics.segmentsKept()).isEqualTo(2);
    assertThat(statistics.instructionsKept()).isBetween(1L, statistics.instructions() - 1);
    assertThat(unfinished).doesNotExist();
  }

  /** A gap in the middle is filled from the nearest start; the last segment is kept. */
  @Test
  void whatWasDamagedIsProvenAgain() throws IOException {
    copyUndisturbed();
    List<Path> files = segmentFiles();
    flip(files.get(1), Files.size(files.get(1)) / 2);
    assertThat(resume().segmentsKept()).isEqualTo(2);
    assertThat(Files.mismatch(files.get(1), undisturbed.resolve(files.get(1).getFileName())))
        .isEqualTo(-1);

    Files.copy(files.get(0), files.get(2), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(resume().segmentsKept()).isEqualTo(2);

    Files.write(files.get(0), new byte[10]);
    assertThat(resume().segmentsKept()).isEqualTo(2);
  }

  @Test
  void nothingIsLeftToDoTwice() throws IOException {
    copyUndisturbed();
    assertThat(resume().segmentsKept()).isEqualTo(SEGMENTS);
  }

  /** A seal does not make a proof: what is kept is verified. */
  @Test
  void aSealedForgeryIsProvenAgain() throws IOException {
    copyUndisturbed();
    Path file = segmentFiles().get(1);
    byte[] bytes = dev.merapi.sdk.store.SealedFile.read(file).orElseThrow();
    bytes[bytes.length - 100] ^= 1;
    dev.merapi.sdk.store.SealedFile.write(file, bytes);
    assertThat(resume().segmentsKept()).isEqualTo(2);
  }

  @Test
  void anotherRunIsRefused() throws IOException {
    copyUndisturbed();
    Input other = Input.builder().words(150_001).build();
    refused("input", () -> prove(builder(directory), program, other));
    Program sum = Program.parse(TestProgram.sum(10));
    refused("program", () -> prove(builder(directory), sum, Input.none()));
    refused(
        "machine",
        () -> prove(builder(directory).security(Security.HEURISTIC_100), program, INPUT));
    refused(
        "other segments", () -> prove(builder(directory).segmentMaxLogHeight(17), program, INPUT));
    assertThat(resume().segmentsKept()).isEqualTo(SEGMENTS);
  }

  @Test
  void directoriesOfOthersAreLeftAlone() throws IOException {
    Files.writeString(directory.resolve("letters.txt"), "dear");
    refused("letters.txt", () -> prove(builder(directory), program, INPUT));
    assertThat(directory.resolve("letters.txt")).hasContent("dear");

    Path file = Files.writeString(directory.resolve("a-file"), "");
    refused("a-file", () -> prove(builder(file), program, INPUT));
  }

  @Test
  void oneProofAtATime() {
    AtomicReference<Throwable> second = new AtomicReference<>();
    ProgressListener starting =
        progress -> {
          if (progress.phase() == Progress.Phase.TRACE_GENERATION && second.get() == null) {
            try {
              prove(builder(directory), program, INPUT);
              second.set(new AssertionError("two at once"));
            } catch (InvalidInputException e) {
              second.set(e);
            }
          }
        };
    prove(builder(directory).listener(starting), program, INPUT);
    assertThat(second.get())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void aProofIsReadFromItsFile() throws IOException {
    Path file = directory.resolve("proof");
    Files.write(file, expected);
    AppProof opened = AppProof.open(file);
    assertThat(opened)
        .isEqualTo(AppProof.parse(expected))
        .hasSameHashCodeAs(AppProof.parse(expected));
    assertThat(opened.toBytes()).isEqualTo(expected);
    try (Prover prover = Prover.builder(MachineConfig.rv32im()).build()) {
      Verifier verifier = Verifier.of(prover.verifyingKey());
      assertThat(verifier.verifyUnpinned(opened).segments()).isEqualTo(SEGMENTS);
      Files.write(file, java.util.Arrays.copyOf(expected, expected.length / 2));
      assertThatThrownBy(() -> verifier.verifyUnpinned(opened))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("cut short");
      assertThatThrownBy(() -> opened.writeTo(OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> AppProof.open(file)).isInstanceOf(InvalidInputException.class);
    }
  }

  /** Two gigabytes that claim to be one segment are not read to be refused. */
  @Test
  void noSegmentIsThatLong() throws IOException {
    byte[] head = java.util.Arrays.copyOf(expected, expected.length / SEGMENTS);
    Path file = Files.write(directory.resolve("proof"), head);
    byte[] length = {0, 0, 0, 8};
    int at = indexOfFirstLength(head);
    System.arraycopy(length, 0, head, at, length.length);
    try (java.io.RandomAccessFile sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(head);
      sparse.setLength(Integer.MAX_VALUE - (1 << 20));
    }
    assertThatThrownBy(() -> AppProof.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("length of a segment is 134217728");
  }

  private static int indexOfFirstLength(byte[] proof) {
    for (int i = 4; i < proof.length; i++) {
      if (proof[i] == 'M' && proof[i + 1] == 'R' && proof[i + 2] == 'P' && proof[i + 3] == 'S') {
        return i - Integer.BYTES;
      }
    }
    throw new AssertionError("no STARK proof");
  }

  private void interruptInSegment(int segment) {
    AtomicReference<Prover> running = new AtomicReference<>();
    ProgressListener interrupting =
        progress -> {
          if (progress.segment() == segment && progress.phase() == Progress.Phase.QUOTIENT) {
            running.get().close();
          }
        };
    try (Prover prover = builder(directory).listener(interrupting).build()) {
      running.set(prover);
      assertThatThrownBy(() -> prover.prove(program, INPUT)).isInstanceOf(CancelledException.class);
    }
  }

  /** Proves in the directory; the proof is that of the undisturbed run. */
  private ProofStatistics resume() throws IOException {
    AtomicReference<ProofStatistics> statistics = new AtomicReference<>();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void progress(Progress progress) {}

          @Override
          public void finished(ProofStatistics made) {
            statistics.set(made);
          }
        };
    AppProof proof = prove(builder(directory).listener(listener), program, INPUT);
    assertThat(proof.toBytes()).isEqualTo(expected);
    Path written = Files.createTempFile(undisturbed, "written", "");
    try (OutputStream out = Files.newOutputStream(written)) {
      proof.writeTo(out);
    }
    assertThat(written).hasBinaryContent(expected);
    Files.delete(written);
    return statistics.get();
  }

  private static AppProof prove(Prover.Builder builder, Program program, Input input) {
    try (Prover prover = builder.build()) {
      return prover.prove(program, input);
    }
  }

  private void copyUndisturbed() throws IOException {
    try (Stream<Path> files = Files.list(undisturbed)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
  }

  private List<Path> segmentFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("segment-"))
          .sorted()
          .toList();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 1;
    Files.write(file, bytes);
  }

  private static void refused(String part, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.subject()).isEqualTo(Subject.WORK_DIRECTORY))
        .hasMessageContaining(part);
  }
}
