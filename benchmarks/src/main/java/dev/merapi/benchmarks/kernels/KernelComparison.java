package dev.merapi.benchmarks.kernels;

import dev.merapi.benchmarks.kernels.NativeTwins.Measurement;
import dev.merapi.stark.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures kernels beside their C twins: {@code KernelComparison [--update FILE] [KERNEL ...]}.
 *
 * <p>For each kernel the C program and fresh JVMs run in turns, so that both see the same minute of
 * the machine; the table has the medians. Before that the checksums of Java, of its scalar twin and
 * of C have to agree. Several JVMs, because whether a kernel reaches its compiled form depends on
 * the start: one that is half as fast as the best is pointed out.
 */
public final class KernelComparison {
  private static final int TURNS = 3;
  private static final int NATIVE_MILLIS = 400;
  private static final double STUCK = 2;

  private final Optional<NativeTwins> twins;
  private String vectors = "";

  private KernelComparison(Optional<NativeTwins> twins) {
    this.twins = twins;
  }

  /** Runs the comparison from the repository's root. */
  public static void main(String[] args) throws IOException, RunnerException {
    List<String> names = new ArrayList<>(List.of(args));
    Path update = null;
    int option = names.indexOf("--update");
    if (option >= 0 && option + 1 < names.size()) {
      update = Path.of(names.remove(option + 1));
      names.remove(option);
    }
    List<KernelCase> cases;
    try {
      cases = names.isEmpty() ? KernelCases.all() : names.stream().map(KernelCases::of).toList();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Optional<NativeTwins> twins = NativeTwins.compile(Path.of("benchmarks", "native"));
    new KernelComparison(twins).run(cases, update);
  }

  private void run(List<KernelCase> cases, @Nullable Path update)
      throws IOException, RunnerException {
    List<ComparisonTable.Row> rows = new ArrayList<>();
    System.out.println(ComparisonTable.HEADER);
    for (KernelCase c : cases) {
      ComparisonTable.Row row = measure(c);
      System.out.println(row.line());
      rows.add(row);
    }
    String compiler = twins.map(t -> t.compiler() + ", " + vectors).orElse("no C compiler");
    String environment = ComparisonTable.environment(Kernels.best().name(), compiler);
    System.out.println(environment);
    if (update != null) {
      ComparisonTable.update(update, environment, rows);
    }
  }

  private ComparisonTable.Row measure(KernelCase c) throws IOException, RunnerException {
    int expected = checksum(c, Kernels.best());
    require(c, "the scalar twin", expected, checksum(c, Kernels.scalar()));
    List<Double> java = new ArrayList<>();
    List<Double> c99 = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      if (c.twin() && twins.isPresent()) {
        Measurement m = twins.get().measure(c.name(), NATIVE_MILLIS);
        require(c, "the C twin", expected, m.checksum());
        vectors = m.vectors();
        c99.add(m.nanos());
      }
      java.add(fork(c, "best", 3));
    }
    double scalar = fork(c, "scalar", 1);
    double slowest = Collections.max(java) / Collections.min(java);
    return new ComparisonTable.Row(
        c.name(),
        c.unit(),
        median(java),
        scalar,
        c99.isEmpty() ? Double.NaN : median(c99),
        slowest > STUCK ? String.format(Locale.ROOT, "one start %.1f times slower", slowest) : "");
  }

  private static int checksum(KernelCase c, Kernels kernels) {
    KernelCase.Work work = c.prepare().apply(kernels);
    work.run().run();
    return work.checksum().getAsInt();
  }

  private static void require(KernelCase c, String what, int expected, int actual)
      throws IOException {
    if (expected != actual) {
      throw new IOException(
          String.format("%s: checksum %08x, %s has %08x", c.name(), expected, what, actual));
    }
  }

  /** Nanoseconds a unit in a JVM of its own. */
  private static double fork(KernelCase c, String kernels, int warmups) throws RunnerException {
    boolean once = c.units() >= 1e9; // a call takes seconds, of the scalar twin half a minute
    boolean slow = once && kernels.equals("scalar");
    Options options =
        new OptionsBuilder()
            .include(KernelBenchmark.class.getName() + ".call")
            .param("kernel", c.name())
            .param("kernels", kernels)
            .forks(1)
            .warmupIterations(slow ? 0 : warmups)
            .warmupTime(TimeValue.milliseconds(once ? 1 : 800))
            .measurementIterations(slow ? 1 : 3)
            .measurementTime(TimeValue.milliseconds(once ? 1 : 300))
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options).runSingle().getPrimaryResult().getScore() / c.units();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
