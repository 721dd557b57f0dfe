package dev.merapi.stark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.hash.HashSuite;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmingGrindTest {
  private static final int TRIED = 5000;

  private final AtomicInteger searches = new AtomicInteger();
  private final AtomicInteger slowSearches = new AtomicInteger();

  /** Finds at once what the counter says was asked, which no honest form does. */
  private final GrindKernel quick =
      (state, slot, bits, from, to) -> {
        searches.incrementAndGet();
        return from;
      };

  private static final GrindKernel HONEST = new ScalarGrind(HashSuite.poseidon2());

  @Test
  void searchesByTheScalarFormUntilTheOtherOneWon() {
    WarmingGrind grind = new WarmingGrind(HONEST, quick);
    int expected = HONEST.search(new int[16], 0, 8, 1, TRIED);
    assertThat(grind.search(new int[16], 0, 8, 1, TRIED)).isEqualTo(expected).isNotEqualTo(1);
    grind.warm();
    assertThat(searches.get()).isGreaterThanOrEqualTo(3);
    assertThat(grind.search(new int[16], 0, 8, 1, TRIED)).isEqualTo(1);
  }

  @Test
  void aFormThatDoesNotWinInTimeIsNotUsed() {
    WarmingGrind grind = new WarmingGrind(HONEST, quick, 0, 0);
    grind.warm();
    assertThat(grind.search(new int[16], 0, 8, 1, TRIED)).isNotEqualTo(1);
    assertThat(searches).hasValue(0);
  }

  @Test
  void aFormThatDoesNotGetFasterIsTriedSeldom() {
    WarmingGrind grind = new WarmingGrind(quick, slowUntil(Integer.MAX_VALUE), 0, 400_000_000);
    grind.warm();
    assertThat(slowSearches.get()).as("trials of 5 ms in 400 ms").isBetween(1, 6);
    assertThat(grind.search(new int[16], 0, 8, 1, TRIED)).isEqualTo(1);
  }

  @Test
  void aFormThatWinsLateIsUsed() {
    WarmingGrind grind = new WarmingGrind(HONEST, slowUntil(3), 0, 20_000_000_000L);
    grind.warm();
    assertThat(slowSearches.get()).isGreaterThanOrEqualTo(6);
    assertThat(grind.search(new int[16], 0, 8, 1, TRIED)).isEqualTo(2);
  }

  /** Takes some milliseconds so many times, as if it were interpreted; finds the second nonce. */
  private GrindKernel slowUntil(int calls) {
    return (state, slot, bits, from, to) -> {
      if (slowSearches.incrementAndGet() <= calls) {
        long end = System.nanoTime() + 5_000_000;
        while (System.nanoTime() - end < 0) {
          Thread.onSpinWait();
        }
      }
      return from + 1;
    };
  }

  /** Nor is anything said of it; and there is one thread, which keeps no JVM from ending. */
  @Test
  void aFormThatFailsIsNotUsed() throws InterruptedException {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    AtomicInteger told = new AtomicInteger();
    GrindKernel failing =
        (state, slot, bits, from, to) -> {
          threads.add(Thread.currentThread());
          throw new IllegalStateException("no vectors after all");
        };
    WarmingGrind grind = new WarmingGrind(HONEST, failing);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> told.incrementAndGet());
    try {
      grind.begin();
      Thread warming = threads.poll(60, TimeUnit.SECONDS);
      assertThat(warming).isNotNull();
      assertThat(warming.isDaemon()).isTrue();
      warming.join();
      grind.begin();
      assertThat(threads.poll(50, TimeUnit.MILLISECONDS)).isNull();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(told).hasValue(0);
    int expected = HONEST.search(new int[16], 0, 8, 1, TRIED);
    assertThat(grind.search(new int[16], 0, 8, 1, TRIED)).isEqualTo(expected);
  }
}
