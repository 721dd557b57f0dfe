package dev.merapi.bench;

import dev.merapi.sdk.CollectedMetrics;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What a benchmark ran on, and whether two ran on the same. */
final class BenchEnvironment {

  /** What makes times of two environments incomparable, by the name of the fact. */
  private static final List<String> DECIDING =
      List.of(
          "cpu",
          "cores",
          "memory_bytes",
          "os",
          "jvm",
          "jvm_flags",
          "heap_bytes",
          "security",
          "hash",
          "threads",
          "memory_budget",
          "segment_max_log_height");

  /** What tells one build from another; comparing those is no mistake, mixing them is. */
  private static final List<String> BUILD = List.of("commit", "merapi");

  private static final List<String> WITHOUT_WEIGHT =
      List.of("-Xlog", "-Xshare", "-XX:SharedArchiveFile");

  /** The directories of a file that an option names: those of the checkout say nothing. */
  private static final Pattern PATH = Pattern.compile("=/.*/");

  private BenchEnvironment() {}

  /**
   * The facts of this process and machine, now.
   *
   * @param build what is known of the build, such as its commit
   */
  static Map<String, String> facts(ProverSettings settings, Map<String, String> build) {
    Map<String, String> facts = new LinkedHashMap<>(CollectedMetrics.environment());
    facts.put(
        "jvm_flags",
        String.join(
            " ",
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(BenchEnvironment::matters)
                .map(option -> PATH.matcher(option).replaceFirst("="))
                .toList()));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    facts.put("load_average", load < 0 ? "" : String.format(Locale.ROOT, "%.2f", load));
    facts.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.putAll(settings.facts());
    facts.putAll(build);
    return facts;
  }

  /** Options that change how the JVM works, and do not merely name files or say what to log. */
  private static boolean matters(String option) {
    return option.startsWith("-Dmerapi.kernel")
        || option.startsWith("-X") && WITHOUT_WEIGHT.stream().noneMatch(option::startsWith);
  }

  /** One line for each fact of weight in which two environments differ. */
  static List<String> differences(Map<String, String> a, Map<String, String> b) {
    return differences(DECIDING, a, b);
  }

  /** As {@link #differences}, and for each in which the builds do that were measured. */
  static List<String> differencesOfRuns(Map<String, String> a, Map<String, String> b) {
    List<String> lines = new ArrayList<>(differences(BUILD, a, b));
    lines.addAll(differences(a, b));
    return lines;
  }

  private static List<String> differences(
      List<String> facts, Map<String, String> a, Map<String, String> b) {
    List<String> lines = new ArrayList<>();
    for (String fact : facts) {
      String left = Objects.requireNonNullElse(a.get(fact), "");
      String right = Objects.requireNonNullElse(b.get(fact), "");
      if (!left.equals(right)) {
        lines.add("%s differs: %s, %s".formatted(fact, shown(left), shown(right)));
      }
    }
    return lines;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "not given" : value;
  }
}
