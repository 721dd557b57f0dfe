package dev.merapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The table of docs/metrics.md is that of the catalog, and the catalog has every name. Run with
 * {@code -Dmerapi.docs=write} to renew the table.
 */
class MetricsPageTest {

  private static final String BEGIN = "<!-- table -->\n";
  private static final String END = "<!-- end of table -->";

  @Test
  void theTableIsThatOfTheCatalog() throws IOException {
    Path file = Path.of(System.getProperty("merapi.root", "..")).resolve("docs/metrics.md");
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if ("write".equals(System.getProperty("merapi.docs"))) {
      Files.writeString(file, text.substring(0, begin) + table() + text.substring(end));
    } else {
      assertThat(text.substring(begin, end)).isEqualTo(table());
    }
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| metric | type | labels | meaning |\n| --- | --- | --- | --- |\n");
    for (MetricDescriptor metric : MetricCatalog.all()) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  metric.name(),
                  metric.kind().name().toLowerCase(Locale.ROOT),
                  metric.labels().isEmpty() ? "–" : String.join(", ", metric.labels()),
                  metric.meaning()));
    }
    return table.toString();
  }

  /** Names that are no labels or values of labels end up in the catalog, once. */
  @Test
  void theCatalogHasEveryName() throws Exception {
    TreeSet<String> others = new TreeSet<>();
    MetricCatalog.all().forEach(metric -> others.addAll(metric.labels()));
    others.addAll(List.of(MetricNames.IDX, MetricNames.APP_PROOF, MetricNames.KEYGEN_SUFFIX));
    others.addAll(List.of(MetricNames.LEAF, MetricNames.INTERNAL_PREFIX, MetricNames.ROOT));
    others.addAll(List.of(MetricNames.HALO2_OUTER, MetricNames.HALO2_WRAPPER));
    List<String> names = new ArrayList<>();
    for (Field field : MetricNames.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers()) && !others.contains((String) field.get(null))) {
        names.add((String) field.get(null));
      }
    }
    assertThat(MetricCatalog.all())
        .extracting(MetricDescriptor::name)
        .containsExactlyInAnyOrderElementsOf(names);
  }
}
