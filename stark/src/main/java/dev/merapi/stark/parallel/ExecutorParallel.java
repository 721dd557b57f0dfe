package dev.merapi.stark.parallel;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Ranges are taken from a shared counter by the caller and by up to threads - 1 helpers. The caller
 * waits only for ranges that a helper has taken, never for a helper to start.
 */
final class ExecutorParallel implements Parallel {
  private static final int RANGES_PER_THREAD = 8;

  private final Executor executor;
  private final int threads;
  private final UnaryOperator<Runnable> wrap;
  private final Cancellation cancellation;

  ExecutorParallel(
      Executor executor, int threads, UnaryOperator<Runnable> wrap, Cancellation cancellation) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, is " + threads);
    }
    this.executor = executor;
    this.threads = threads;
    this.wrap = wrap;
    this.cancellation = cancellation;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public void checkCancelled() {
    cancellation.throwIfCancelled();
  }

  @Override
  public void forRange(int start, int end, int grain, RangeTask task) {
    if (grain < 1) {
      throw new IllegalArgumentException("grain must be at least 1, is " + grain);
    }
    cancellation.throwIfCancelled();
    if (start >= end) {
      return;
    }
    long length = (long) end - start;
    long share = length / ((long) threads * RANGES_PER_THREAD);
    long chunk = Math.max(1, share / grain) * grain;
    int count = (int) ((length + chunk - 1) / chunk);
    Job job = new Job(start, end, chunk, count, task, cancellation);
    int helpers = Math.min(threads, count) - 1;
    for (int i = 0; i < helpers; i++) {
      try {
        executor.execute(wrap.apply(job::work));
      } catch (RejectedExecutionException e) {
        break; // the calling thread does the rest
      } catch (RuntimeException | Error e) { // thrown again when the helpers there are have ended
        job.fail(e);
        break;
      }
    }
    job.work();
    job.await();
  }

  private static final class Job {
    private final int start;
    private final int end;
    private final long chunk;
    private final int count;
    private final RangeTask task;
    private final Cancellation cancellation;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Job(int start, int end, long chunk, int count, RangeTask task, Cancellation cancellation) {
      this.start = start;
      this.end = end;
      this.chunk = chunk;
      this.count = count;
      this.task = task;
      this.cancellation = cancellation;
    }

    void work() {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        try {
          if (failure == null) {
            cancellation.throwIfCancelled();
            long from = start + i * chunk;
            task.run((int) from, (int) Math.min(end, from + chunk));
          }
        } catch (Throwable t) { // handed to the caller, errors included
          fail(t);
        } finally {
          if (done.incrementAndGet() == count) {
            synchronized (this) {
              notifyAll();
            }
          }
        }
      }
    }

    private synchronized void fail(Throwable t) {
      if (failure == null) {
        failure = t;
      }
    }

    void await() {
      boolean interrupted = false;
      synchronized (this) {
        while (done.get() < count) {
          try {
            wait();
          } catch (InterruptedException e) {
            interrupted = true; // ranges write to shared arrays: they must end first
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable t -> throw new IllegalStateException(t);
      }
    }
  }
}
