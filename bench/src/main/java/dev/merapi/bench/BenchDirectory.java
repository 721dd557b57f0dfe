package dev.merapi.bench;

import dev.merapi.bench.BenchException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a run leaves its files; each appears whole or not at all. */
final class BenchDirectory {

  private static final String TABLE = "summary.md";

  private final Path directory;

  private BenchDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the directory if need be, and makes sure that it takes files.
   *
   * @throws BenchException if it cannot be made or written
   */
  static BenchDirectory open(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".merapi", ".part"));
      return new BenchDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw new BenchException(Kind.FILE, "cannot write " + directory + ": it is no directory");
    } catch (IOException e) {
      throw new BenchException(Kind.FILE, "cannot write " + directory + ": " + why(e));
    }
  }

  /** Whether a directory holds results. */
  static boolean holdsResults(Path directory) {
    return Files.exists(directory.resolve(BenchSummary.FILE));
  }

  /** Takes in the metrics file of a run. */
  void keep(Path metrics, String name, Mode mode) {
    place(
        directory.resolve(name + "." + mode.label() + ".json"),
        part -> Files.write(part, Files.readAllBytes(metrics)));
  }

  /** Replaces the summary and its table. */
  void write(BenchSummary summary) {
    write(summary.json(), directory.resolve(BenchSummary.FILE));
    write(SummaryTable.markdown(summary), directory.resolve(TABLE));
  }

  /** Writes a file whole or not at all. */
  static void write(String text, Path target) {
    place(target, part -> Files.writeString(part, text));
  }

  /** Fills a file beside the target, then moves it there in one step. */
  private static void place(Path target, Filling filling) {
    Path part =
        target.resolveSibling(
            ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid()));
    try {
      filling.into(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new BenchException(Kind.FILE, "cannot write " + target + ": " + why(e));
    } finally {
      deleteQuietly(part);
    }
  }

  private interface Filling {
    void into(Path part) throws IOException;
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // The first failure is the one to tell.
    }
  }

  /** In words, why a file cannot be read or written. */
  static String why(IOException cause) {
    return switch (cause) {
      case NoSuchFileException e -> "no such file";
      case AccessDeniedException e -> "permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }
}
