package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.store.SealedFile;
import dev.merapi.sdk.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commitments kept on disk: found, missed, damaged, shared. */
class CacheTest {

  private static final int SEAL = SealedFile.SEAL_BYTES;

  @TempDir Path directory;

  private static Program program;
  private static Program other;
  private static Commitments expected;

  @BeforeAll
  static void commitWithout() {
    program = Program.parse(TestProgram.sum(10));
    other = Program.parse(TestProgram.sum(11));
    try (Prover prover = builder().build()) {
      expected = prover.commit(program);
    }
  }

  private static Prover.Builder builder() {
    return Prover.builder(MachineConfig.rv32im()).segmentMaxLogHeight(16);
  }

  @Test
  void whatIsKeptIsUsedAndNotWrittenAgain() throws IOException {
    assertThat(commit(program)).isEqualTo(expected);
    Path file = onlyFile();
    Object written = identity(file);
    assertThat(commit(program)).isEqualTo(expected);
    assertThat(identity(onlyFile())).isEqualTo(written);
  }

  /** Machine, hash suite and program each have files of their own. */
  @Test
  void othersAreMissed() throws IOException {
    commit(program);
    commit(other);
    assertThat(files()).hasSize(2);
    for (Prover.Builder each :
        List.of(builder().security(Security.HEURISTIC_100), builder().hash(Hash.BLAKE3))) {
      try (Prover plain = each.build()) {
        Commitments computed = plain.commit(program);
        for (int time = 0; time < 2; time++) {
          try (Prover cached = each.cache(directory).build()) {
            assertThat(cached.commit(program)).isEqualTo(computed);
          }
        }
      }
    }
    assertThat(files()).hasSize(4);
  }

  @Test
  void whatIsDamagedIsMadeAgain() throws IOException {
    commit(program);
    Path file = onlyFile();
    byte[] good = Files.readAllBytes(file);
    int size = good.length;
    for (int at : new int[] {0, 30, size / 2, size - SEAL - 1, size - 1}) {
      byte[] flipped = good.clone();
      flipped[at] ^= 1;
      madeAgain(file, flipped, good);
    }
    for (int length : new int[] {0, 1, SEAL, size / 2, size - 1}) {
      madeAgain(file, Arrays.copyOf(good, length), good);
    }
    madeAgain(file, Arrays.copyOf(good, size + 1), good);
  }

  @Test
  void anotherProgramsFileIsNotTakenForThis() throws IOException {
    commit(other);
    byte[] foreign = Files.readAllBytes(onlyFile());
    Files.delete(onlyFile());
    commit(program);
    Path file = onlyFile();
    byte[] good = Files.readAllBytes(file);
    assertThat(foreign).hasSameSizeAs(good);
    madeAgain(file, foreign, good);
  }

  /** A seal does not make digests right: neither the cap nor what lies below it. */
  @Test
  void sealedDigestsOfOtherRowsAreMadeAgain() throws IOException {
    commit(other);
    byte[] foreign = content(onlyFile());
    Files.delete(onlyFile());
    commit(program);
    Path file = onlyFile();
    byte[] good = Files.readAllBytes(file);
    byte[] content = content(file);
    int head = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\n') + 1;

    byte[] mixed = content.clone();
    System.arraycopy(foreign, head, mixed, head, content.length - head);
    madeAgainSealed(file, mixed, good);

    byte[] wrongCap = content.clone();
    wrongCap[content.length - 1] ^= 1;
    madeAgainSealed(file, wrongCap, good);

    byte[] noElements = content.clone();
    Arrays.fill(noElements, head, content.length, (byte) -1);
    madeAgainSealed(file, noElements, good);
  }

  @Test
  void theProofIsTheSame() throws IOException {
    byte[] without = prove(builder());
    assertThat(prove(builder().cache(directory))).isEqualTo(without);
    Object written = identity(onlyFile());
    assertThat(prove(builder().cache(directory))).isEqualTo(without);
    assertThat(identity(onlyFile())).isEqualTo(written);
  }

  @Test
  void aDirectoryThatCannotBeUsedIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("a-file"), "");
    for (Path wrong : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(() -> builder().cache(wrong).build())
          .isInstanceOfSatisfying(
              InvalidInputException.class, e -> assertThat(e.subject()).isEqualTo(Subject.CACHE))
          .hasMessageContaining("a-file");
    }
  }

  /** A directory that goes away, or a directory where the file should be, costs only time. */
  @Test
  void troubleLaterIsNoFailure() throws IOException {
    Path place = directory.resolve("cache");
    try (Prover prover = builder().cache(place).build()) {
      Files.delete(place);
      Files.writeString(place, "in the way");
      assertThat(prover.commit(program)).isEqualTo(expected);
    }
    Files.delete(place);
    try (Prover prover = builder().cache(place).build()) {
      prover.commit(program);
    }
    Path file;
    try (Stream<Path> all = Files.list(place)) {
      file = all.findFirst().orElseThrow();
    }
    Files.delete(file);
    Files.createDirectories(file.resolve("occupied"));
    try (Prover prover = builder().cache(place).build()) {
      assertThat(prover.commit(program)).isEqualTo(expected);
    }
    assertThat(file.resolve("occupied")).isDirectory();
  }

  @Test
  void manyAtOnceShareADirectory() throws IOException {
    List<CompletableFuture<Commitments>> all =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> commit(program)))
            .limit(6)
            .toList();
    all.forEach(each -> assertThat(each.join()).isEqualTo(expected));
    Object written = identity(onlyFile());
    assertThat(commit(program)).isEqualTo(expected);
    assertThat(identity(onlyFile())).isEqualTo(written);
  }

  @Test
  void unfinishedFilesOfOldAreDeletedAndYoungOnesLeft() throws IOException {
    Path old = Files.writeString(directory.resolve("program-00.1-1.part"), "");
    Path young = Files.writeString(directory.resolve("program-00.2-1.part"), "");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(200_000)));
    builder().cache(directory).build().close();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  private void madeAgain(Path file, byte[] wrong, byte[] good) throws IOException {
    Files.write(file, wrong);
    assertThat(commit(program)).isEqualTo(expected);
    assertThat(onlyFile()).isEqualTo(file).hasBinaryContent(good);
  }

  private void madeAgainSealed(Path file, byte[] content, byte[] good) throws IOException {
    SealedFile.write(file, content);
    madeAgain(file, Files.readAllBytes(file), good);
  }

  private static byte[] content(Path file) throws IOException {
    return SealedFile.read(file).orElseThrow();
  }

  private Commitments commit(Program which) {
    try (Prover prover = builder().cache(directory).build()) {
      return prover.commit(which);
    }
  }

  private static byte[] prove(Prover.Builder builder) {
    try (Prover prover = builder.threads(2).build()) {
      var proof = prover.prove(program, Input.none());
      Verifier.of(prover.verifyingKey()).verify(proof, expected.exe());
      return proof.toBytes();
    }
  }

  private Path onlyFile() throws IOException {
    assertThat(files()).hasSize(1);
    return files().getFirst();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }

  /** Another one after every replacement. */
  private static Object identity(Path file) throws IOException {
    return List.of(
        Files.readAttributes(file, BasicFileAttributes.class).fileKey(),
        Files.getLastModifiedTime(file));
  }
}
