package dev.merapi.sdk.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every target on its seeds, on what {@code tools/fuzz} once found (a file each under {@code
 * src/test/fuzz}), and on random changes of both.
 */
class FuzzRegressionTest {
  private static final Path CORPUS = Path.of("src/test/fuzz");

  private static List<byte[]> corpus(FuzzTarget target) throws IOException {
    List<byte[]> corpus = new ArrayList<>(target.seeds());
    Path directory = CORPUS.resolve(target.name().toLowerCase(Locale.ROOT));
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.sorted().toList()) {
          corpus.add(Files.readAllBytes(file));
        }
      }
    }
    return corpus;
  }

  @ParameterizedTest
  @EnumSource
  void nothingButTheDocumentedComesOut(FuzzTarget target) throws IOException {
    for (byte[] data : corpus(target)) {
      target.accept(data);
    }
    random(target, 1, inputs(target));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void norOutOfManyMoreInputs(FuzzTarget target) throws IOException {
    random(target, System.nanoTime(), 20 * inputs(target));
  }

  /** As many as take a fraction of a second. */
  private static int inputs(FuzzTarget target) {
    return switch (target) {
      case ELF, STARK_PROOF, BLAKE3_PROOF, STARK_KEY -> 200;
      case VERIFYING_KEY, PROVING_KEY -> 20;
      case APP_PROOF -> 4;
    };
  }

  private static void random(FuzzTarget target, long seed, int inputs) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> corpus = corpus(target);
    for (int i = 0; i < inputs; i++) {
      byte[] script = new byte[Edits.EDIT_BYTES * (1 + random.nextInt(4))];
      random.nextBytes(script);
      byte[] data =
          target == FuzzTarget.ELF
              ? Edits.apply(corpus.get(random.nextInt(corpus.size())), script)
              : script;
      try {
        target.accept(data);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed %d, input %d of %s".formatted(seed, i, target), e);
      }
    }
    assertThat(inputs).isPositive();
  }
}
