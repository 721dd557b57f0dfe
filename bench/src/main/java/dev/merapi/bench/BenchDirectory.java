package dev.merapi.bench;

import dev.merapi.bench.BenchException.Kind;
import dev.merapi.sdk.store.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a run leaves its files; each appears whole or not at all. */
final class BenchDirectory {

  private static final String TABLE = "summary.md";

  private final Path directory;
  private boolean replaces;

  private BenchDirectory(Path directory, boolean replaces) {
    this.directory = directory;
    this.replaces = replaces;
  }

  /**
   * Makes the directory if need be, and makes sure that it takes files.
   *
   * @param replaces whether results that are there are deleted when the first of others come
   * @throws BenchException if it cannot be made or written
   */
  static BenchDirectory open(Path directory, boolean replaces) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, ".merapi", ".part"));
      return new BenchDirectory(directory, replaces);
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
    makeRoom();
    place(directory.resolve(fileName(name, mode)), out -> Files.copy(metrics, out));
  }

  /** Replaces the summary and its table. */
  void write(BenchSummary summary) {
    makeRoom();
    write(summary.json(), directory.resolve(BenchSummary.FILE));
    write(SummaryTable.markdown(summary), directory.resolve(TABLE));
  }

  private static String fileName(String name, Mode mode) {
    return name + "." + mode.label() + ".json";
  }

  /** Deletes the summary that is there and the metrics of its cases, and nothing else. */
  private void makeRoom() {
    if (!replaces) {
      return;
    }
    replaces = false;
    Set<String> old = new HashSet<>(Set.of(BenchSummary.FILE, TABLE));
    for (String name : caseNames()) {
      for (Mode mode : Mode.values()) {
        old.add(fileName(name, mode));
      }
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (old.contains(String.valueOf(file.getFileName())) && !Files.isDirectory(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new BenchException(Kind.FILE, "cannot replace the results in " + directory + ": " + e);
    }
  }

  private List<String> caseNames() {
    try {
      return BenchSummary.read(directory).cases().stream().map(CaseResult::name).toList();
    } catch (BenchException e) {
      return List.of(); // None there, or none of this version: nobody knows which files are its.
    }
  }

  /** Writes a file whole or not at all. */
  static void write(String text, Path target) {
    place(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void place(Path target, WholeFile.Content content) {
    try {
      WholeFile.write(target, content);
    } catch (IOException e) {
      throw new BenchException(Kind.FILE, "cannot write " + target + ": " + why(e));
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
