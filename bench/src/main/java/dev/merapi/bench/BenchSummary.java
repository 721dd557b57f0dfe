package dev.merapi.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.merapi.bench.BenchException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run of the benchmarks measured: the content of {@code summary.json}, whose keys are the
 * names here.
 *
 * @param schema always {@link #SCHEMA}
 * @param version of the schema, {@link #VERSION}
 * @param complete whether every case asked for is there
 * @param environment what it was measured on and with, by name
 * @param cases the finished cases
 */
public record BenchSummary(
    String schema,
    int version,
    boolean complete,
    Map<String, String> environment,
    List<CaseResult> cases) {

  /** What tells the file from others. */
  public static final String SCHEMA = "merapi-bench-summary";

  /** The version of the schema; files of another are refused. */
  public static final int VERSION = 1;

  /** The file's name in a directory of results. */
  public static final String FILE = "summary.json";

  private static final long MOST_BYTES = 1L << 26;

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Checks that all is there. */
  public BenchSummary {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException("schema is not " + SCHEMA);
    }
    environment = new LinkedHashMap<>(Objects.requireNonNull(environment, "environment"));
    cases = List.copyOf(Objects.requireNonNull(cases, "cases"));
  }

  /** The summary of these cases. */
  public static BenchSummary of(
      boolean complete, Map<String, String> environment, List<CaseResult> cases) {
    return new BenchSummary(SCHEMA, VERSION, complete, environment, cases);
  }

  /**
   * Reads a summary.
   *
   * @param place the file, or the directory it lies in
   * @throws BenchException if there is none, or none of this version
   */
  public static BenchSummary read(Path place) {
    Path file = Files.isDirectory(place) ? place.resolve(FILE) : place;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new BenchException(Kind.FILE, file + " is too large for a summary of benchmarks");
      }
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw Files.exists(file)
          ? new BenchException(Kind.FILE, "cannot read " + file + ": " + BenchDirectory.why(e))
          : new BenchException(Kind.FILE, "cannot read " + file + ": no such file");
    }
  }

  /** Reads the text of a file; a failure names it. */
  static BenchSummary parse(String file, String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (!SCHEMA.equals(tree.path("schema").asText())) {
        throw new BenchException(Kind.FILE, file + " is no summary of benchmarks");
      }
      if (tree.path("version").asInt() != VERSION) {
        throw new BenchException(
            Kind.FILE,
            "%s is of version %s, this reads version %d"
                .formatted(file, tree.path("version").asText("none"), VERSION));
      }
      return MAPPER.treeToValue(tree, BenchSummary.class);
    } catch (JsonProcessingException e) {
      throw new BenchException(
          Kind.FILE,
          file
              + " is no summary of benchmarks: "
              + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  /** The text of the file. */
  public String json() {
    try {
      return MAPPER.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary that is no JSON", e);
    }
  }

  /** The content of the file, to be put into other JSON. */
  public JsonNode tree() {
    return MAPPER.valueToTree(this);
  }

  /** The case of a name. */
  public Optional<CaseResult> find(String name) {
    return cases.stream().filter(found -> found.name().equals(name)).findFirst();
  }

  /** This summary with a case added; measures of the same case in the other mode stay. */
  BenchSummary with(CaseResult result) {
    List<CaseResult> more = new ArrayList<>(cases);
    Optional<CaseResult> earlier = find(result.name());
    if (earlier.isPresent()) {
      more.set(more.indexOf(earlier.get()), result.orElse(earlier.get()));
    } else {
      more.add(result);
    }
    return new BenchSummary(schema, version, complete, environment, more);
  }

  BenchSummary completed(boolean all) {
    return new BenchSummary(schema, version, all, environment, cases);
  }
}
