package dev.merapi.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.merapi.sdk.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of the format are there with their columns, every index is one of the table it points
 * into, and the stacks are those of the profile.
 */
class FirefoxProfileTest {

  private static final Map<String, Set<String>> SHARED =
      Map.of(
          "stackTable", Set.of("frame", "prefix"),
          "frameTable",
              Set.of(
                  "address",
                  "inlineDepth",
                  "category",
                  "subcategory",
                  "func",
                  "nativeSymbol",
                  "innerWindowID",
                  "line",
                  "column"),
          "funcTable",
              Set.of(
                  "name",
                  "isJS",
                  "relevantForJS",
                  "resource",
                  "source",
                  "lineNumber",
                  "columnNumber"),
          "resourceTable", Set.of("lib", "name", "host", "type"),
          "nativeSymbols", Set.of("libIndex", "address", "name", "functionSize"),
          "sources", Set.of("uuid", "filename"));

  static List<Profile> profiles() {
    return List.of(Profiles.small(), Profiles.hostile(), Profiles.deep(512), Profiles.empty());
  }

  private static JsonNode json(Profile profile) throws Exception {
    return JsonMapper.builder().build().readTree(FirefoxProfile.of(profile, "x.elf"));
  }

  @Test
  void everyProcessWritesTheSame() {
    assertThat(FirefoxProfile.of(Profiles.small(), "x.elf"))
        .as("an order of its own, not one that each JVM draws anew")
        .contains(
            "{\"name\":\"Function\",\"color\":\"orange\",\"subcategories\":[\"Other\"]}",
            "{\"name\":\"Span\",\"color\":\"blue\",\"subcategories\":[\"Other\"]}",
            "{\"time\":\"ms\",\"eventDelay\":\"ms\",\"threadCPUDelta\":\"µs\"}");
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void tablesAreWhole(Profile profile) throws Exception {
    JsonNode root = json(profile);
    JsonNode shared = root.get("shared");
    SHARED.forEach((table, columns) -> assertTable(shared.get(table), columns, table));
    int strings = shared.get("stringArray").size();
    int functions = shared.at("/funcTable/length").intValue();
    int frames = shared.at("/frameTable/length").intValue();
    int stacks = shared.at("/stackTable/length").intValue();
    assertBelow(shared.at("/funcTable/name"), strings);
    assertBelow(shared.at("/frameTable/func"), functions);
    assertBelow(shared.at("/frameTable/category"), root.at("/meta/categories").size());
    assertBelow(shared.at("/stackTable/frame"), frames);
    JsonNode prefix = shared.at("/stackTable/prefix");
    for (int i = 0; i < stacks; i++) {
      assertThat(prefix.get(i).isNull() || prefix.get(i).intValue() < i).isTrue();
    }
    for (JsonNode thread : root.get("threads")) {
      JsonNode samples = thread.get("samples");
      assertTable(samples, Set.of("stack", "time", "weight", "weightType"), "samples");
      assertBelow(samples.get("stack"), stacks);
      double before = -1;
      for (JsonNode time : samples.get("time")) {
        assertThat(time.doubleValue()).isGreaterThan(before);
        before = time.doubleValue();
      }
      assertTable(
          thread.get("markers"),
          Set.of("data", "name", "startTime", "endTime", "phase", "category"),
          "markers");
    }
  }

  private static void assertTable(JsonNode table, Set<String> columns, String name) {
    int length = table.get("length").intValue();
    List<String> found = new ArrayList<>();
    table.fieldNames().forEachRemaining(found::add);
    found.remove("length");
    assertThat(found).as(name).containsExactlyInAnyOrderElementsOf(columns);
    for (String column : found) {
      if (!column.equals("weightType")) {
        assertThat(table.get(column)).as(name + "." + column).hasSize(length);
      }
    }
  }

  private static void assertBelow(JsonNode indices, int bound) {
    for (JsonNode index : indices) {
      assertThat(index.isInt()).isTrue();
      assertThat(index.intValue()).isBetween(0, bound - 1);
    }
  }

  @Test
  void metaIsWhatReadersAskFor() throws Exception {
    JsonNode meta = json(Profiles.small()).get("meta");
    assertThat(meta.get("preprocessedProfileVersion").intValue()).isEqualTo(60);
    assertThat(meta.get("interval").doubleValue()).isPositive();
    assertThat(meta.get("stackwalk").intValue()).isEqualTo(1);
    assertThat(meta.get("markerSchema").isArray()).isTrue();
    assertThat(meta.get("categories"))
        .anySatisfy(c -> assertThat(c.get("color").textValue()).isEqualTo("grey"))
        .allSatisfy(c -> assertThat(c.get("subcategories")).isNotEmpty());
  }

  /** Read back, the two threads are the folded stacks. */
  @Test
  void theStacksAreThoseOfTheProfile() throws Exception {
    JsonNode root = json(Profiles.small());
    assertThat(root.get("threads")).hasSize(2);
    for (Weight weight : Weight.values()) {
      JsonNode thread = root.get("threads").get(weight.ordinal());
      assertThat(thread.get("name").textValue()).isEqualTo(weight.label());
      StringBuilder folded = new StringBuilder();
      for (int i = 0; i < thread.at("/samples/length").intValue(); i++) {
        folded
            .append(stack(root.get("shared"), thread.at("/samples/stack").get(i).intValue()))
            .append(' ')
            .append(thread.at("/samples/weight").get(i))
            .append('\n');
      }
      assertThat(folded.toString()).isEqualTo(FoldedStacksTest.folded(Profiles.small(), weight));
    }
  }

  private static String stack(JsonNode shared, int stack) {
    int frame = shared.at("/stackTable/frame").get(stack).intValue();
    int function = shared.at("/frameTable/func").get(frame).intValue();
    int name = shared.at("/funcTable/name").get(function).intValue();
    JsonNode prefix = shared.at("/stackTable/prefix").get(stack);
    return (prefix.isNull() ? "" : stack(shared, prefix.intValue()) + ";")
        + shared.get("stringArray").get(name).textValue();
  }
}
