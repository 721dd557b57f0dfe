package dev.merapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/metrics.md names every metric and label, and each has one constant. */
class DocumentedNamesTest {

  @Test
  void everyNameIsDocumentedAndOnce() throws Exception {
    String page =
        Files.readString(
            Path.of(System.getProperty("merapi.root", "..")).resolve("docs/metrics.md"));
    Set<String> seen = new HashSet<>();
    for (Field field : MetricNames.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        String name = (String) field.get(null);
        assertThat(page).contains(name);
        assertThat(seen.add(name)).as(name).isTrue();
      }
    }
    assertThat(seen).hasSizeGreaterThan(30);
  }
}
