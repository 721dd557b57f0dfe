package dev.merapi.vm.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.parallel.RangeTask;
import dev.merapi.vm.verification.AppRejectedException.Rule;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks on several threads end as one after the other would. */
@Timeout(60)
class SegmentChecksTest {

  @Test
  void anEarlierFailureCountsThoughALaterOneWasThereFirst() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Parallel two =
        Parallel.of(
            work ->
                Thread.ofPlatform()
                    .daemon(true)
                    .start(() -> {
                      await(begun);
                      work.run();
                      ended.countDown();
                    }),
            2);
    ConcurrentSkipListSet<Integer> seen = new ConcurrentSkipListSet<>();
    assertThatThrownBy(() ->
            SegmentChecks.run(
                5,
                two,
                i -> {
                  seen.add(i);
                  if (i == 0) { // on this thread, while the other one meets its failure
                    begun.countDown();
                    await(ended);
                  }
                  throw refusal(i);
                }))
        .isInstanceOfSatisfying(
            AppRejectedException.class, e -> assertThat(e.segment()).isEqualTo(0));
    assertThat(seen).as("none is begun behind a failure").containsExactly(0, 1);
  }

  @Test
  void aSegmentAloneStaysOnTheCallingThread() throws AppRejectedException {
    AtomicInteger calls = new AtomicInteger();
    Thread caller = Thread.currentThread();
    SegmentChecks.run(
        1,
        Parallel.of(
            work -> {
              throw new AssertionError("handed over");
            },
            8),
        i -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          calls.incrementAndGet();
        });
    assertThat(calls).hasValue(1);
  }

  @Test
  void anExecutorThatTakesNothingCostsOnlyTime() {
    Parallel refusing =
        Parallel.of(
            work -> {
              throw new RejectedExecutionException();
            },
            4);
    ConcurrentSkipListSet<Integer> seen = new ConcurrentSkipListSet<>();
    assertThat(
            catchThrowable(() ->
                SegmentChecks.run(
                    6,
                    refusing,
                    i -> {
                      seen.add(i);
                      if (i == 4) {
                        throw refusal(i);
                      }
                    })))
        .isInstanceOf(AppRejectedException.class);
    assertThat(seen).containsExactly(0, 1, 2, 3, 4);
  }

  /** Against a plain loop: which checks fail, with what and how late is random. */
  @Test
  void theOutcomeIsThatOfOneAfterTheOther() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      for (int round = 0; round < 300; round++) {
        int segments = 1 + random.nextInt(12);
        Map<Integer, Throwable> failing = new TreeMap<>();
        for (int k = random.nextInt(4); k > 0; k--) {
          int i = random.nextInt(segments);
          failing.put(i, failure(random.nextInt(3), i));
        }
        Map<Integer, Integer> late = new TreeMap<>();
        for (int i = 0; i < segments; i++) {
          late.put(i, random.nextInt(5) == 0 ? 1 : 0);
        }
        ConcurrentSkipListSet<Integer> seen = new ConcurrentSkipListSet<>();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Throwable found =
            catchThrowable(() ->
                SegmentChecks.run(
                    segments,
                    Parallel.of(pool, 3),
                    i -> {
                      most.accumulateAndGet(now.incrementAndGet(), Math::max);
                      seen.add(i);
                      pause(late.getOrDefault(i, 0));
                      now.decrementAndGet();
                      raise(failing.get(i));
                    }));
        Throwable expected = failing.values().stream().findFirst().orElse(null);
        assertThat(found).as("seed %d, round %d", seed, round).isSameAs(expected);
        assertThat(most.get()).as("at once").isLessThanOrEqualTo(3);
        int due = failing.keySet().stream().findFirst().orElse(segments - 1);
        for (int i = 0; i <= due; i++) {
          assertThat(seen).as("seed %d, round %d", seed, round).contains(i);
        }
      }
    }
  }

  /** What counts is what was seen to hold, not that nothing was seen to fail. */
  @Test
  void whatNobodyCheckedDoesNotHold() {
    Parallel idle =
        new Parallel() {
          @Override
          public int threads() {
            return 2;
          }

          @Override
          public void forRange(int start, int end, int grain, RangeTask task) {}

          @Override
          public void checkCancelled() {}
        };
    assertThatThrownBy(() -> SegmentChecks.run(3, idle, i -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("0 of 3 segments were checked");
  }

  private static Throwable failure(int kind, int segment) {
    return switch (kind) {
      case 0 -> refusal(segment);
      case 1 -> new IllegalStateException("at " + segment);
      default -> new AssertionError("at " + segment);
    };
  }

  private static AppRejectedException refusal(int segment) {
    return new AppRejectedException(Rule.SEGMENT, segment, "QUERY", "at " + segment);
  }

  private static void raise(Throwable failure) throws AppRejectedException {
    switch (failure) {
      case null -> {}
      case AppRejectedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
