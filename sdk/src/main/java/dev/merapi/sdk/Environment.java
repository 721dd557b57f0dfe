package dev.merapi.sdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What is known of the machine this process runs on. */
final class Environment {

  private static final Path PROCESS_STATUS = Path.of("/proc/self/status");
  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final int KIB = 1024;

  private Environment() {}

  /** Facts for the metrics file, by name. */
  static Map<String, String> facts() {
    Runtime runtime = Runtime.getRuntime();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put(
        "os",
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    facts.put("cpu", line(CPU_INFO, "model name"));
    facts.put("cores", Integer.toString(runtime.availableProcessors()));
    facts.put("heap_bytes", Long.toString(runtime.maxMemory()));
    facts.put("memory_bytes", Long.toString(kilobytes(MEMORY_INFO, "MemTotal")));
    return facts;
  }

  /**
   * The largest resident size of this process so far, in bytes; 0 where the platform does not tell.
   */
  static long peakMemoryBytes() {
    return kilobytes(PROCESS_STATUS, "VmHWM");
  }

  private static long kilobytes(Path file, String key) {
    String[] words = line(file, key).split(" ", -1);
    try {
      return Long.parseLong(words[0]) * KIB;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String line(Path file, String key) {
    if (!Files.isReadable(file)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith(key))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
