package dev.merapi.stark.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ParallelTest {
  @Test
  void coversEveryIndexOnceOnAnyNumberOfThreads() {
    try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
      for (Parallel parallel :
          new Parallel[] {
            Parallel.sequential(), Parallel.of(executor, 2), Parallel.of(executor, 7)
          }) {
        for (int length : new int[] {0, 1, 15, 16, 17, 1000}) {
          AtomicIntegerArray seen = new AtomicIntegerArray(length + 5);
          parallel.forRange(
              5,
              length + 5,
              16,
              (from, to) -> {
                assertThat((from - 5) % 16).isZero();
                for (int i = from; i < to; i++) {
                  seen.incrementAndGet(i);
                }
              });
          for (int i = 0; i < length + 5; i++) {
            assertThat(seen.get(i)).isEqualTo(i < 5 ? 0 : 1);
          }
        }
      }
    }
  }

  @Test
  void nestsOnABusyExecutorAndSurvivesARefusingOne() {
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Parallel parallel = Parallel.of(executor, 4);
      AtomicInteger sum = new AtomicInteger();
      parallel.forRange(
          0,
          8,
          1,
          (from, to) -> parallel.forRange(0, 8 * (to - from), 1, (a, b) -> sum.addAndGet(b - a)));
      assertThat(sum.get()).isEqualTo(64);
    }
    Parallel refused =
        Parallel.of(
            task -> {
              throw new RejectedExecutionException();
            },
            4);
    AtomicInteger sum = new AtomicInteger();
    refused.forRange(0, 100, 1, (a, b) -> sum.addAndGet(b - a));
    assertThat(sum.get()).isEqualTo(100);
  }

  @Test
  void rethrowsTheFailureOfAnyThread() {
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      Parallel parallel = Parallel.of(executor, 2);
      assertThatThrownBy(() ->
              parallel.forRange(
                  0,
                  100,
                  1,
                  (from, to) -> {
                    if (from <= 50 && 50 < to) {
                      throw new IllegalStateException("fifty");
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("fifty");
    }
  }

  /** Ranges write to shared arrays: none may run on when the call is over. */
  @Test
  void anExecutorThatFailsIsNoReasonToLeaveAHelperBehind() {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger handed = new AtomicInteger();
    AtomicBoolean ended = new AtomicBoolean();
    Error full = new OutOfMemoryError("unable to create native thread");
    Parallel parallel =
        Parallel.of(
            work -> {
              if (handed.getAndIncrement() > 0) {
                awaitUninterruptibly(begun);
                throw full;
              }
              Thread.ofPlatform().daemon(true).start(work);
            },
            3);
    assertThatThrownBy(() ->
            parallel.forRange(
                0,
                3,
                1,
                (from, to) -> {
                  begun.countDown();
                  LockSupport.parkNanos(50_000_000);
                  ended.set(true);
                }))
        .isSameAs(full);
    assertThat(ended).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void cancellationStopsAtTheNextRange() {
    Cancellation cancellation = new Cancellation();
    Parallel parallel = Parallel.sequential(cancellation);
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(() ->
            parallel.forRange(
                0,
                100,
                1,
                (from, to) -> {
                  runs.incrementAndGet();
                  cancellation.cancel();
                }))
        .isInstanceOf(CancelledException.class);
    assertThat(runs.get()).isEqualTo(1);
    assertThatThrownBy(parallel::checkCancelled).isInstanceOf(CancelledException.class);
  }

  @Test
  void scopedValuesTravelThroughTheWrapper() {
    ScopedValue<String> label = ScopedValue.newInstance();
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      UnaryOperator<Runnable> wrap =
          task -> {
            String value = label.get();
            return () -> ScopedValue.where(label, value).run(task);
          };
      Parallel parallel = Parallel.of(executor, 3, wrap);
      AtomicInteger seen = new AtomicInteger();
      ScopedValue.where(label, "segment 3")
          .run(() ->
              parallel.forRange(
                  0,
                  50,
                  1,
                  (from, to) -> {
                    if (label.get().equals("segment 3")) {
                      seen.addAndGet(to - from);
                    }
                  }));
      assertThat(seen.get()).isEqualTo(50);
    }
  }
}
