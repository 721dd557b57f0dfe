package dev.merapi.bench.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.merapi.sdk.profile.Frame;
import dev.merapi.sdk.profile.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A profile in the "processed profile" format of the Firefox profiler, version {@value #VERSION};
 * profiler.firefox.com reads that and later ones. Two threads share the stacks: one weighs them by
 * cycles and one by cells. A sample is a stack, and takes as long as it weighs: a microsecond for
 * each cycle or cell.
 */
public final class FirefoxProfile {
  /** Version of the format; it has the tables of all threads in one place. */
  public static final int VERSION = 60;

  /** Version of the format of the browser, which readers want to see. */
  private static final int GECKO_VERSION = 33;

  private static final double MILLIS_EACH = 1e-3;

  private record Function(Frame.Kind kind, String name, long address) {}

  private final Profile profile;
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<Function, Integer> functions = new LinkedHashMap<>();
  private final List<Integer> functionOf = new ArrayList<>();

  private FirefoxProfile(Profile profile) {
    this.profile = profile;
    for (Frame frame : profile.frames()) {
      Function function = new Function(frame.kind(), frame.title(), frame.address());
      functionOf.add(functions.computeIfAbsent(function, f -> functions.size()));
    }
  }

  /**
   * The JSON text.
   *
   * @param title what was profiled
   */
  public static String of(Profile profile, String title) {
    try {
      return JsonMapper.builder()
          .build()
          .writeValueAsString(new FirefoxProfile(profile).json(title));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a profile that is no JSON", e);
    }
  }

  private Map<String, Object> json(String title) {
    Map<String, Object> threads = new LinkedHashMap<>();
    List<Object> all = new ArrayList<>();
    for (Weight weight : Weight.values()) {
      all.add(thread(weight, title));
    }
    threads.put("meta", meta(title));
    threads.put("libs", List.of());
    threads.put("pages", List.of());
    threads.put("shared", shared());
    threads.put("threads", all);
    return threads;
  }

  private Map<String, Object> meta(String title) {
    Map<String, Object> meta = new LinkedHashMap<>();
    int samples = Math.max(1, profile.frames().size());
    meta.put(
        "interval", Math.max(MILLIS_EACH, profile.instructions().cycles() * MILLIS_EACH / samples));
    meta.put("startTime", 0);
    meta.put("processType", 0);
    meta.put("product", "Merapi: " + title);
    meta.put("stackwalk", 1);
    meta.put("version", GECKO_VERSION);
    meta.put("preprocessedProfileVersion", VERSION);
    meta.put("symbolicated", true);
    meta.put("symbolicationNotSupported", true);
    meta.put("usesOnlyOneStackType", true);
    meta.put("sourceCodeIsNotOnSearchfox", true);
    meta.put("importedFrom", "merapi");
    meta.put(
        "categories",
        List.of(
            category("Function", "orange"), category("Span", "blue"), category("Other", "grey")));
    meta.put("markerSchema", List.of());
    Map<String, Object> units = new LinkedHashMap<>();
    units.put("time", "ms");
    units.put("eventDelay", "ms");
    units.put("threadCPUDelta", "µs");
    meta.put("sampleUnits", units);
    meta.put("initialVisibleThreads", List.of(0, 1));
    meta.put("initialSelectedThreads", List.of(0));
    meta.put("keepProfileThreadOrder", true);
    return meta;
  }

  private static Map<String, Object> category(String name, String color) {
    Map<String, Object> category = new LinkedHashMap<>(); // in order, so that files are the same
    category.put("name", name);
    category.put("color", color);
    category.put("subcategories", List.of("Other"));
    return category;
  }

  private Map<String, Object> shared() {
    int frames = profile.frames().size();
    Map<String, Object> stacks = new LinkedHashMap<>();
    stacks.put("frame", functionOf);
    stacks.put(
        "prefix", profile.frames().stream().map(f -> f.parent() < 0 ? null : f.parent()).toList());
    stacks.put("length", frames);
    Map<String, Object> shared = new LinkedHashMap<>();
    shared.put("stackTable", stacks);
    shared.put("frameTable", frameTable());
    shared.put("funcTable", funcTable());
    shared.put("resourceTable", empty("lib", "name", "host", "type"));
    shared.put("nativeSymbols", empty("libIndex", "address", "name", "functionSize"));
    shared.put("sources", empty("uuid", "filename"));
    shared.put("stringArray", new ArrayList<>(strings.keySet()));
    return shared;
  }

  private Map<String, Object> frameTable() {
    int count = functions.size();
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("address", same(-1, count));
    table.put("inlineDepth", same(0, count));
    table.put("category", functions.keySet().stream().map(f -> f.kind().ordinal()).toList());
    table.put("subcategory", same(0, count));
    table.put("func", IntStream.range(0, count).boxed().toList());
    for (String column : List.of("nativeSymbol", "innerWindowID", "line", "column")) {
      table.put(column, same(null, count));
    }
    table.put("length", count);
    return table;
  }

  private Map<String, Object> funcTable() {
    int count = functions.size();
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("name", functions.keySet().stream().map(f -> string(f.name())).toList());
    table.put("isJS", same(false, count));
    table.put("relevantForJS", same(false, count));
    table.put("resource", same(-1, count));
    for (String column : List.of("source", "lineNumber", "columnNumber")) {
      table.put(column, same(null, count));
    }
    table.put("length", count);
    return table;
  }

  private int string(String text) {
    return strings.computeIfAbsent(text, t -> strings.size());
  }

  private static Map<String, Object> empty(String... columns) {
    Map<String, Object> table = new LinkedHashMap<>();
    for (String column : columns) {
      table.put(column, List.of());
    }
    table.put("length", 0);
    return table;
  }

  private static List<@Nullable Object> same(@Nullable Object value, int count) {
    return Collections.nCopies(count, value);
  }

  private Map<String, Object> thread(Weight weight, String title) {
    List<Integer> stacks = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    long before = 0;
    for (int stack : inOrder()) {
      long self = weight.of(profile.frames().get(stack).self());
      if (self > 0) {
        stacks.add(stack);
        times.add(before * MILLIS_EACH);
        weights.add(self);
        before += self;
      }
    }
    Map<String, Object> samples = new LinkedHashMap<>();
    samples.put("stack", stacks);
    samples.put("time", times);
    samples.put("weight", weights);
    samples.put("weightType", "samples");
    samples.put("length", stacks.size());
    Map<String, Object> thread = new LinkedHashMap<>();
    thread.put("processType", "default");
    thread.put("processName", title);
    thread.put("processStartupTime", 0);
    thread.put("processShutdownTime", before * MILLIS_EACH);
    thread.put("registerTime", 0);
    thread.put("unregisterTime", before * MILLIS_EACH);
    thread.put("pausedRanges", List.of());
    thread.put("name", weight.label());
    thread.put("isMainThread", weight == Weight.CYCLES);
    thread.put("pid", "0");
    thread.put("tid", weight.ordinal());
    thread.put("samples", samples);
    thread.put("markers", empty("data", "name", "startTime", "endTime", "phase", "category"));
    return thread;
  }

  /** The stacks as a walk down the tree meets them, so that those of one caller stay together. */
  private List<Integer> inOrder() {
    return new FrameTree(profile).inOrder();
  }
}
