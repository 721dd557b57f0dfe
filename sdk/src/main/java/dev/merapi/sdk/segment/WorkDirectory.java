package dev.merapi.sdk.segment;

import dev.merapi.sdk.codec.FileSlices;
import dev.merapi.sdk.codec.MalformedException;
import dev.merapi.sdk.codec.SegmentData;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.store.SealedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Segments in a directory of their own, one sealed file each, beside a description of the run. A
 * later process that means the same run finds them; one that means another is refused. One process
 * at a time.
 */
public final class WorkDirectory implements SegmentStore {

  private static final String RUN = "run";
  private static final String LOCK = "lock";
  private static final String PREFIX = "segment-";

  /** What a process that was killed may leave. */
  private static final Pattern UNFINISHED =
      Pattern.compile("(run|segment-\\d{5})\\.[0-9-]+\\.part");

  /** Those in use by this process: a second channel to a lock file would end the first's lock. */
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final byte[] run;
  private final FileChannel lock;
  private final FileSlices.@Nullable Slice[] slices;

  private WorkDirectory(Path directory, byte[] run, int segments, FileChannel lock) {
    this.directory = directory;
    this.run = run;
    this.lock = lock;
    this.slices = new FileSlices.Slice[segments];
  }

  /**
   * Opens a directory for a run, making it if there is none.
   *
   * @throws InvalidInputException if it is in use, holds something else, or cannot be used
   */
  public static WorkDirectory open(Path directory, RunDescription description, int segments) {
    Path place = claim(directory);
    FileChannel lock = null;
    try {
      refuseForeignFiles(place);
      lock = lock(place);
      describe(place, description);
      deleteUnfinished(place);
      return new WorkDirectory(place, description.digest(), segments, lock);
    } catch (IOException | UncheckedIOException e) {
      release(place, lock);
      throw failure("cannot use", directory, e);
    } catch (InvalidInputException e) {
      release(place, lock);
      throw e;
    }
  }

  private static Path claim(Path directory) {
    Path place;
    try {
      place = Files.createDirectories(directory).toRealPath();
    } catch (IOException e) {
      throw failure("cannot use", directory, e);
    }
    if (!IN_USE.add(place)) {
      throw unusable(directory + " is in use by another proof");
    }
    return place;
  }

  private static void release(Path place, @Nullable FileChannel lock) {
    closeQuietly(lock);
    IN_USE.remove(place);
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (IOException e) {
      closeQuietly(channel);
      throw e;
    }
    closeQuietly(channel);
    throw unusable(directory + " is in use by another proof");
  }

  private static void describe(Path directory, RunDescription description) throws IOException {
    Path file = directory.resolve(RUN);
    Optional<byte[]> known = SealedFile.read(file);
    if (known.isEmpty()) {
      if (Files.exists(file)) {
        throw unusable(
            file + " is damaged, or no work of ours: delete it, or give another directory");
      }
      SealedFile.write(file, description.text().getBytes(StandardCharsets.UTF_8));
      return;
    }
    String text = new String(known.get(), StandardCharsets.UTF_8);
    Optional<String> difference = description.difference(text);
    if (difference.isPresent()) {
      throw unusable(
          "segments".equals(difference.get())
              ? directory
                  + " holds this run cut into other segments: use the memory budget and the segment"
                  + " height it was begun with, or another directory"
              : "%s holds the work of a run with another %s"
                  .formatted(directory, difference.get()));
    }
  }

  private static void refuseForeignFiles(Path directory) throws IOException {
    if (Files.exists(directory.resolve(RUN))) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      Optional<String> foreign =
          files
              .filter(file -> !isUnfinished(file))
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals(LOCK))
              .min(String::compareTo);
      if (foreign.isPresent()) {
        throw unusable(
            "%s holds files that are no work of ours, such as %s: give a directory of its own"
                .formatted(directory, foreign.get()));
      }
    }
  }

  /** Deletes what a process that was killed had begun to write. */
  private static void deleteUnfinished(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(WorkDirectory::isUnfinished).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isUnfinished(Path file) {
    return UNFINISHED.matcher(file.getFileName().toString()).matches();
  }

  @Override
  public Optional<FinishedSegment> find(int index) {
    Path file = file(index);
    try {
      Optional<byte[]> bytes = SealedFile.read(file);
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      SegmentData data = SegmentData.parse(bytes.get());
      if (data.index() != index || !Arrays.equals(data.run(), run)) {
        return Optional.empty();
      }
      note(index, data);
      return Optional.of(new FinishedSegment(data.publicValues(), data.stark(), data.sizes()));
    } catch (MalformedException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("cannot read", file, e);
    }
  }

  @Override
  public void keep(int index, FinishedSegment segment) {
    SegmentData data =
        new SegmentData(run, index, segment.publicValues(), segment.sizes(), segment.stark());
    Path file = file(index);
    try {
      SealedFile.write(file, data.head(), data.stark());
    } catch (IOException e) {
      throw failure("cannot write", file, e);
    }
    note(index, data);
  }

  private void note(int index, SegmentData data) {
    slices[index] = new FileSlices.Slice(file(index), data.head().length, data.stark().length);
  }

  @Override
  public List<byte[]> starks() {
    List<FileSlices.Slice> all = new ArrayList<>();
    for (int i = 0; i < slices.length; i++) {
      FileSlices.Slice slice = slices[i];
      if (slice == null) {
        throw new IllegalStateException("segment " + i + " was never kept");
      }
      all.add(slice);
    }
    return new FileSlices(all);
  }

  private Path file(int index) {
    return directory.resolve(String.format(Locale.ROOT, "%s%05d", PREFIX, index));
  }

  @Override
  public void close() {
    release(directory, lock);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // Nothing was written to it.
      }
    }
  }

  private static InvalidInputException failure(String what, Path path, Exception e) {
    String reason =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : e.getClass().getSimpleName()
                + (e.getMessage() == null || e.getMessage().equals(path.toString())
                    ? ""
                    : ": " + e.getMessage());
    return new InvalidInputException(Subject.WORK_DIRECTORY, what + " " + path + ": " + reason, e);
  }

  private static InvalidInputException unusable(String message) {
    return new InvalidInputException(Subject.WORK_DIRECTORY, message);
  }
}
