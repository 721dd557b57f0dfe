package dev.merapi.cli;

import dev.merapi.sdk.store.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A file that appears whole or not at all. */
final class OutputFile {

  private final Path target;

  private OutputFile(Path target) {
    this.target = target;
  }

  /**
   * Claims a path before the work begins, so that hours of proving never end at a path that cannot
   * be written.
   *
   * @throws UsageException if something is there and {@code force} is not set
   * @throws FileException if the directory cannot take a file
   */
  static OutputFile at(Path target, boolean force) {
    if (Files.isDirectory(target)) {
      throw new UsageException(target + " is a directory");
    }
    if (Files.exists(target) && !force) {
      throw new UsageException(target + " exists; --force replaces it");
    }
    Path directory = directoryOf(target);
    if (!Files.isDirectory(directory)) {
      throw new FileException("cannot write " + target + ": " + directory + " is no directory");
    }
    if (!Files.isWritable(directory)) {
      throw new FileException("cannot write " + target + ": permission denied");
    }
    requireName(target);
    return new OutputFile(target);
  }

  /** Asks the file system, which refuses a name that is too long for it. */
  private static void requireName(Path target) {
    try {
      Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // As it should be.
    } catch (IOException e) {
      throw FileException.of("write", target, e);
    }
  }

  /** Where the file goes. */
  Path path() {
    return target;
  }

  /** Writes the bytes beside the path, then moves them there in one step. */
  void write(byte[] bytes) {
    write(out -> out.write(bytes));
  }

  /** As {@link #write(byte[])}, for what is written piece by piece. */
  void write(WholeFile.Content content) {
    try {
      WholeFile.write(target, content);
    } catch (IOException e) {
      throw FileException.of("write", target, e);
    } catch (UncheckedIOException e) { // what is written comes from files, too
      throw FileException.of("write", target, Objects.requireNonNull(e.getCause()));
    }
  }

  /** Whether two paths are one file, which neither needs to be yet. */
  static boolean same(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other)
          ? Files.isSameFile(one, other)
          : real(one).equals(real(other));
    } catch (IOException e) {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }

  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path name = absolute.getFileName();
    return name == null ? absolute : directoryOf(path).toRealPath().resolve(name);
  }

  private static Path directoryOf(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
