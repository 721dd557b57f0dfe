package dev.merapi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Who looks at properties and environment variables, and why that changes no proof and no verdict.
 * Whoever is not on the list does not.
 */
final class EnvironmentTest {
  /** Class to reason. */
  private static final Map<String, String> READERS =
      Map.of(
          "dev.merapi.stark.kernel.Choice", "which kernels; all give the same bits",
          "dev.merapi.stark.kernel.Kernels", "as Choice",
          "dev.merapi.sdk.Environment", "facts for metrics",
          "dev.merapi.cli.DefectReport", "facts for a report of a defect",
          "dev.merapi.cli.Main",
              "colours, the terminal, how it was started, where benchmarks put metrics");

  private static final Map<String, Set<String>> READS =
      Map.of(
          "java.lang.System", Set.of("getenv", "getProperty", "getProperties"),
          "java.lang.Boolean", Set.of("getBoolean"),
          "java.lang.Integer", Set.of("getInteger"),
          "java.lang.Long", Set.of("getLong"),
          "java.lang.ProcessBuilder", Set.of("environment"));

  @Test
  void nobodyElseLooksAround() {
    JavaClasses house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.merapi");
    Set<String> readers = new TreeSet<>();
    for (JavaClass type : house) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        Set<String> reads = READS.getOrDefault(access.getTargetOwner().getName(), Set.of());
        if (reads.contains(access.getName())) {
          readers.add(type.getName().replaceAll("\\$.*", ""));
        }
      }
    }
    assertThat(readers).isEqualTo(READERS.keySet());
  }
}
