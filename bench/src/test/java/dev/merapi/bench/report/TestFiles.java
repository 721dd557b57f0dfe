package dev.merapi.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Metrics files for tests. {@code tree.json} is made up: a program of three segments, aggregated by
 * a tree of all layers; {@code tree-previous.json} is the same a quarter slower, without the last
 * proof and with a metric more.
 */
public final class TestFiles {

  private TestFiles() {}

  /** The run of {@code tree.json}. */
  public static Run tree() {
    return file("tree.json");
  }

  /** The run of {@code tree-previous.json}. */
  public static Run previous() {
    return file("tree-previous.json");
  }

  /** A run of the given JSON, with {@code '} for {@code "}. */
  public static Run run(String json) {
    return Run.of(document(json));
  }

  static MetricsDocument document(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return MetricsDocument.parse("a.json", bytes);
  }

  private static Run file(String name) {
    try (InputStream in = TestFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing " + name);
      }
      return Run.of(MetricsDocument.parse(name, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
