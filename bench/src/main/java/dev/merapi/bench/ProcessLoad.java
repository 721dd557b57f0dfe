package dev.merapi.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process does while it proves: the processor time of all its threads by phase, the
 * compiler's and the collector's included, and what they allocate on the heap. Phases may come from
 * any thread, one after the other.
 */
final class ProcessLoad {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  /** Nanoseconds, of the clock and of processor time. */
  private record Times(long wall, long processor) {

    static Times now() {
      return new Times(System.nanoTime(), SYSTEM.getProcessCpuTime());
    }

    Times plusSince(Times start) {
      Times now = now();
      return new Times(wall + now.wall - start.wall, processor + now.processor - start.processor);
    }
  }

  private final Map<String, Times> phases = new LinkedHashMap<>();
  private long allocatedBefore;
  private @Nullable String phase;
  private Times start = Times.now();

  /** Forgets what was, and counts from now on. */
  synchronized void restart() {
    end();
    phases.clear();
    allocatedBefore = THREADS.getTotalThreadAllocatedBytes();
  }

  /** Another phase begins, and the one before, if any, ends. */
  synchronized void begin(String next) {
    end();
    phase = next;
  }

  /** Nothing is being done that counts. */
  synchronized void end() {
    if (phase != null) {
      phases.put(phase, phases.getOrDefault(phase, new Times(0, 0)).plusSince(start));
    }
    phase = null;
    start = Times.now();
  }

  /** Processors that were busy, on average, by phase. */
  synchronized Map<String, Double> coresBusy() {
    Map<String, Double> busy = new LinkedHashMap<>();
    phases.forEach((name, times) -> {
      if (times.wall > 0) {
        busy.put(name, times.processor / (double) times.wall);
      }
    });
    return busy;
  }

  /** Bytes of the heap allocated since the restart. */
  synchronized long allocatedBytes() {
    return THREADS.getTotalThreadAllocatedBytes() - allocatedBefore;
  }
}
