package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.sdk.store.ContentCache;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.VerifyingKey;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Runs and proves programs on one machine. Thread-safe: several programs may be proven at once, and
 * they share the keys. Without {@link Builder#threads} or {@link Builder#executor} all work happens
 * on the calling thread.
 */
public final class Prover implements AutoCloseable {

  private final MachineEngine engine;
  private final ProgressListener listener;
  private final @Nullable ExecutorService owned;
  private final Set<Task> tasks = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Prover(MachineEngine engine, ProgressListener listener, @Nullable ExecutorService owned) {
    this.engine = engine;
    this.listener = listener;
    this.owned = owned;
  }

  /** Starts the configuration of a prover for a machine. */
  public static Builder builder(MachineConfig config) {
    return new Builder(config);
  }

  /**
   * Begins to compile the machine on a thread of its own, which the first prover, or verifier's
   * key, of this JVM would otherwise do: worth it where something else is to be done first. Returns
   * at once.
   */
  public static void prepare() {
    Thread.ofPlatform()
        .name("merapi-prepare")
        .daemon(true)
        .uncaughtExceptionHandler((thread, failure) -> {}) // who needs the machine meets it again
        .start(Machine::prepare);
  }

  /** Runs a program without proving it; a guest that fails is a result here, not an error. */
  public Execution execute(Program program, Input input) {
    return execute(program, input, Deadline.none());
  }

  /** As the other form, before a deadline: a guest may run for ever. */
  public Execution execute(Program program, Input input, Deadline deadline) {
    return run(deadline, task -> engine.execute(program, input, task));
  }

  /** The proving key of the machine; made on the first call. */
  public ProvingKey provingKey() {
    return run(Deadline.none(), engine::provingKey);
  }

  /** The verifying key of the machine; made on the first call. */
  public VerifyingKey verifyingKey() {
    return provingKey().verifyingKey();
  }

  /** The commitments that pin a program and this machine. */
  public Commitments commit(Program program) {
    return run(Deadline.none(), task -> engine.commit(program, task));
  }

  /**
   * Tells what proving a run will take: runs the program, cuts the run into segments and proves a
   * small piece of it until that gets no faster.
   */
  public Estimate estimate(Program program, Input input) {
    return estimate(program, input, Deadline.none());
  }

  /** As the other form, before a deadline. */
  public Estimate estimate(Program program, Input input, Deadline deadline) {
    return run(deadline, task -> engine.estimate(program, input, task));
  }

  /**
   * Runs a program, twice, and tells what proving the run would cost by function and by
   * instruction; a guest that ends with an exit code other than 0 is a result here.
   */
  public Profile profile(Program program, Input input) {
    return profile(program, input, Deadline.none());
  }

  /** As the other form, before a deadline. */
  public Profile profile(Program program, Input input, Deadline deadline) {
    return run(deadline, task -> engine.profile(program, input, task));
  }

  /** Runs and proves a program. */
  public AppProof prove(Program program, Input input) {
    return prove(program, input, Deadline.none());
  }

  /** Runs and proves a program before a deadline. */
  public AppProof prove(Program program, Input input, Deadline deadline) {
    return run(deadline, task -> engine.prove(program, input, task));
  }

  /** As {@link #proveAsync(Program, Input, Deadline)} without a deadline. */
  public CompletableFuture<AppProof> proveAsync(Program program, Input input) {
    return proveAsync(program, input, Deadline.none());
  }

  /**
   * Runs and proves a program on a thread of its own. Cancelling the future stops the work within a
   * second and releases its memory.
   */
  public CompletableFuture<AppProof> proveAsync(Program program, Input input, Deadline deadline) {
    Task task = open(deadline);
    CompletableFuture<AppProof> future = new CompletableFuture<>();
    future.whenComplete((proof, failure) -> {
      if (future.isCancelled()) {
        task.cancel();
      }
    });
    Runnable work =
        () -> {
          try {
            future.complete(engine.prove(program, input, task));
          } catch (Throwable failure) {
            future.completeExceptionally(failure);
          } finally {
            close(task);
          }
        };
    Thread.ofPlatform().name("merapi-prover").daemon(true).start(Labels.propagating(work));
    return future;
  }

  /**
   * The debug prover: runs a program and tries every constraint on every row and every bus message
   * by message.
   */
  public CheckReport check(Program program, Input input) {
    return run(Deadline.none(), task -> engine.check(program, input, task));
  }

  /** Cancels what is in progress and releases the threads this prover owns. */
  @Override
  public void close() {
    closed = true;
    tasks.forEach(Task::cancel);
    if (owned != null) {
      owned.shutdown();
    }
  }

  private <T> T run(Deadline deadline, Work<T> work) {
    Task task = open(deadline);
    try {
      return work.on(task);
    } finally {
      close(task);
    }
  }

  private void close(Task task) {
    tasks.remove(task);
    task.close();
  }

  private Task open(Deadline deadline) {
    Task task = new Task(deadline, listener);
    tasks.add(task);
    if (closed) {
      close(task);
      throw new CancelledException("the prover is closed");
    }
    return task;
  }

  private interface Work<T> {
    T on(Task task);
  }

  /** Configures a {@link Prover}; not safe for use by several threads. */
  public static final class Builder {

    private static final int MAX_THREADS = 1024;
    private static final int MIN_LOG_HEIGHT = 16;
    private static final int MAX_LOG_HEIGHT = 22;
    private static final int USUAL_LOG_HEIGHT = 19;

    private final MachineConfig config;
    private Security security = Security.PROVEN_100;
    private Hash hash = Hash.POSEIDON2;
    private int threads = 1;
    private int segmentMaxLogHeight = USUAL_LOG_HEIGHT;
    private @Nullable Executor executor;
    private @Nullable ProvingKey key;
    private ProgressListener listener = ProgressListener.silent();
    private String programName = MetricNames.APP_PROOF;
    private boolean profiling;
    private @Nullable MemoryBudget memory;
    private @Nullable Path workDirectory;
    private @Nullable Path cacheDirectory;

    private Builder(MachineConfig config) {
      this.config = config;
    }

    /** Sets the security preset, {@link Security#PROVEN_100} when not set. */
    public Builder security(Security preset) {
      security = preset;
      return this;
    }

    /** Sets the hash suite, {@link Hash#POSEIDON2} when not set. */
    public Builder hash(Hash suite) {
      hash = suite;
      return this;
    }

    /** Lets the prover own a pool and work on this many threads. */
    public Builder threads(int count) {
      if (count < 1 || count > MAX_THREADS) {
        throw new InvalidInputException(
            Subject.CONFIGURATION, "threads are from 1 to 1024, not " + count);
      }
      threads = count;
      executor = null;
      return this;
    }

    /** Lets the prover work on up to this many threads of a pool that stays the caller's. */
    public Builder executor(Executor pool, int count) {
      threads(count);
      executor = pool;
      return this;
    }

    /**
     * Bounds the memory that this process may have resident while one proof is made; when not set,
     * its heap is the only bound. A run that needs more is cut into more segments.
     */
    public Builder memory(MemoryBudget budget) {
      memory = budget;
      return this;
    }

    /**
     * Bounds the height of a segment's traces to 2^logHeight rows, from 16 to 22; 19 when not set.
     * A run that needs more is cut into segments; memory is needed for one at a time.
     */
    public Builder segmentMaxLogHeight(int logHeight) {
      if (logHeight < MIN_LOG_HEIGHT || logHeight > MAX_LOG_HEIGHT) {
        throw new InvalidInputException(
            Subject.CONFIGURATION, "the height of a segment is 2^16 to 2^22, not 2^" + logHeight);
      }
      segmentMaxLogHeight = logHeight;
      return this;
    }

    /**
     * Uses a proving key instead of making one; it must be of this machine, preset and hash suite.
     */
    public Builder provingKey(ProvingKey provingKey) {
      key = provingKey;
      return this;
    }

    /** Sets who hears of progress. */
    public Builder listener(ProgressListener progress) {
      listener = progress;
      return this;
    }

    /**
     * Keeps the proven segments of a run in a directory instead of in memory. A prover that is
     * given the same directory and proves the same run later, in this process or another, finds
     * them there, checks them and goes on; the proof is the same, byte for byte. One run at a time:
     * the directory of another is refused. The proof reads its segments from there, so write it
     * elsewhere before deleting the directory.
     */
    public Builder workDirectory(Path directory) {
      workDirectory = directory;
      return this;
    }

    /**
     * Keeps the digests of committed programs in a directory, for later provers of the same machine
     * and program; without it nothing is written. Several processes may share it. Damaged files are
     * made again. It must be a directory that only those can write whom you trust, as what {@link
     * Prover#commit} returns rests on it; verifying never reads it.
     */
    public Builder cache(Path directory) {
      cacheDirectory = directory;
      return this;
    }

    /** Sets the {@code group} label of this prover's metrics, {@code app_proof} when not set. */
    public Builder programName(String name) {
      programName = name;
      return this;
    }

    /**
     * Adds to the metrics of proofs what each operation costs in each function, off when not set.
     * The program is executed once more for it. Without a metrics back end nothing changes.
     */
    public Builder profiling(boolean on) {
      profiling = on;
      return this;
    }

    /**
     * The prover.
     *
     * @throws InvalidInputException if the key is of another machine, or the cache directory cannot
     *     be written
     */
    public Prover build() {
      if (key != null
          && !(key.config().equals(config) && key.security() == security && key.hash() == hash)) {
        throw new InvalidInputException(
            Subject.KEY,
            "the proving key is for %s, %s and %s"
                .formatted(key.config(), key.security().label(), key.hash().label()));
      }
      ContentCache cache = cacheDirectory == null ? null : ContentCache.open(cacheDirectory);
      ExecutorService owned = executor == null && threads > 1 ? pool(threads) : null;
      MachineEngine engine =
          new MachineEngine(
              new Settings(
                  config,
                  security,
                  hash,
                  owned != null ? owned : executor,
                  threads,
                  memory,
                  segmentMaxLogHeight,
                  key,
                  workDirectory,
                  cache,
                  programName,
                  profiling));
      return new Prover(engine, listener, owned);
    }

    private static ExecutorService pool(int threads) {
      return Executors.newFixedThreadPool(
          threads, Thread.ofPlatform().name("merapi-worker-", 0).daemon(true).factory());
    }
  }
}
