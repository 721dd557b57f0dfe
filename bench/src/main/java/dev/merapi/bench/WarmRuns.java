package dev.merapi.bench;

import dev.merapi.sdk.Commitments;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.Progress;
import dev.merapi.sdk.ProgressListener;
import dev.merapi.sdk.ProofStatistics;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.VerifiedRun;
import dev.merapi.sdk.verify.Verifier;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Proves one case again and again with one prover, as a service does that embeds the SDK. */
final class WarmRuns implements AutoCloseable {

  private final AtomicReference<@Nullable ProofStatistics> statistics = new AtomicReference<>();
  private final ProcessLoad load = new ProcessLoad();
  private final BenchCase aCase;
  private final Program program;
  private final Prover prover;
  private final Verifier verifier;
  private final Commitments commitments;
  private final Stop.Registration registration;

  WarmRuns(BenchCase aCase, ProverSettings settings, Stop stop) {
    this.aCase = aCase;
    this.program = Program.parse(aCase.elf());
    this.prover = settings.prover().listener(new Watch(load, statistics)).build();
    this.registration = stop.onStop(prover::close);
    try {
      this.verifier = Verifier.of(prover.verifyingKey()).withThreads(settings.threads());
      this.commitments = prover.commit(program);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** One proof and its verification. What earlier ones left behind is swept away before. */
  ProofRun run() {
    System.gc();
    load.restart();
    long start = System.nanoTime();
    AppProof proof = prover.prove(program, aCase.input());
    long proven = System.nanoTime();
    long allocated = load.allocatedBytes();
    VerifiedRun verified = verifier.verify(proof, commitments.exe());
    long end = System.nanoTime();
    ProofStatistics made = Objects.requireNonNull(statistics.get());
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put(Measures.TIME, (proven - start) / 1e6);
    measures.put(Measures.EXECUTE, millis(made.execute()));
    measures.put(Measures.TRACES, millis(made.traceGeneration()));
    measures.put(Measures.PROVE, millis(made.prove()));
    measures.put(Measures.VERIFY, (end - proven) / 1e6);
    measures.put(Measures.SPEED, made.kcyclesPerSecond());
    measures.put(Measures.MEMORY, (double) made.peakMemoryBytes());
    measures.put(Measures.ALLOCATED, (double) allocated);
    Map<String, Double> phases = new LinkedHashMap<>();
    made.phases().forEach((phase, time) -> phases.put(phase, millis(time)));
    return new ProofRun(
        new ProofRun.Facts(
            made.instructions(),
            made.segments(),
            made.mainCells(),
            made.totalCells(),
            proof.sizeInBytes(),
            made.securityBits(),
            HexFormat.of().formatHex(verified.publicValues())),
        measures,
        phases,
        load.coresBusy());
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  @Override
  public void close() {
    registration.close();
    prover.close();
  }

  /** Hears when phases begin, and the end. */
  private record Watch(ProcessLoad load, AtomicReference<@Nullable ProofStatistics> statistics)
      implements ProgressListener {
    @Override
    public void progress(Progress progress) {
      load.begin(progress.phase().title());
    }

    @Override
    public void finished(ProofStatistics made) {
      load.end();
      statistics.set(made);
    }
  }
}
