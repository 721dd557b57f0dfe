package dev.merapi.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files themselves say about what they hold. */
class ContentCacheTest {

  private static final byte[] NAME = new byte[32];
  private static final byte[] OTHER = {1};
  private static final byte[] CONTENT = {3, 1, 4};

  @TempDir Path directory;

  @Test
  void findsWhatWasKept() {
    ContentCache cache = ContentCache.open(directory);
    assertThat(cache.find("kind", NAME, 3)).isEmpty();
    cache.keep("kind", NAME, CONTENT);
    assertThat(ContentCache.open(directory).find("kind", NAME, 3)).hasValue(CONTENT);
    assertThat(cache.find("sort", NAME, 3)).isEmpty();
  }

  @Test
  void aWholeFileUnderAnotherNameIsDeleted() throws IOException {
    ContentCache cache = ContentCache.open(directory);
    cache.keep("kind", NAME, CONTENT);
    byte[] other = NAME.clone();
    other[31] = 1;
    cache.keep("kind", other, CONTENT);
    Path file =
        files().stream().filter(each -> each.toString().endsWith("01")).findAny().orElseThrow();
    Path wrong = files().stream().filter(each -> !each.equals(file)).findAny().orElseThrow();
    Files.write(wrong, Files.readAllBytes(file));
    assertThat(cache.find("kind", NAME, 3)).isEmpty();
    assertThat(files()).containsExactly(file);
    assertThat(cache.find("kind", other, 3)).hasValue(CONTENT);
  }

  @Test
  void anotherSizeIsDeletedUnread() throws IOException {
    ContentCache cache = ContentCache.open(directory);
    cache.keep("kind", OTHER, CONTENT);
    assertThat(cache.find("kind", OTHER, 4)).isEmpty();
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }
}
