package dev.merapi.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house: which module and which package may know which. */
final class ArchitectureTest {
  private static final String ROOT = "dev.merapi.";

  /** What each module may know of the others. */
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "metrics", Set.of(),
          "stark", Set.of("metrics"),
          "vm", Set.of("stark", "metrics"),
          "aggregation", Set.of("vm", "stark", "metrics"),
          "sdk", Set.of("aggregation", "vm", "stark", "metrics"),
          "bench", Set.of("sdk", "metrics"),
          "cli", Set.of("bench", "sdk"),
          // What the benchmarks measure is past the SDK: kernels, the executor, the cost of
          // metrics.
          "benchmarks", Set.of("sdk", "stark", "vm", "metrics"));

  /** The packages of stark, ground floor first: each may know those before it. */
  private static final List<String> STARK_FLOORS =
      List.of(
          "field",
          "parallel",
          "memory",
          "hash",
          "kernel",
          "poly",
          "merkle",
          "transcript",
          "air",
          "proof",
          "verifier",
          "prover",
          "security");

  private static JavaClasses house;

  @BeforeAll
  static void readClasses() {
    house =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.merapi");
    Set<String> seen = house.stream().map(c -> level(c, ROOT)).collect(Collectors.toSet());
    assertThat(seen).as("modules on the class path").containsAll(MODULES.keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"metrics", "stark", "vm", "aggregation", "sdk", "bench", "cli", "benchmarks"})
  void moduleKnowsOnlyWhatItMay(String module) {
    List<String> forbidden = new ArrayList<>();
    for (String other : MODULES.keySet()) {
      if (!other.equals(module) && !MODULES.get(module).contains(other)) {
        forbidden.add(ROOT + other + "..");
      }
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new))
        .allowEmptyShould(true)
        .check(house);
  }

  @Test
  void starkIsBuiltFloorByFloor() {
    Set<String> found = new TreeSet<>();
    house.stream()
        .filter(c -> c.getPackageName().startsWith(ROOT + "stark."))
        .forEach(c -> found.add(level(c, ROOT + "stark.")));
    assertThat(STARK_FLOORS).as("every package of stark has its floor").containsAll(found);

    for (int floor = 0; floor < STARK_FLOORS.size(); floor++) {
      String[] above =
          STARK_FLOORS.subList(floor + 1, STARK_FLOORS.size()).stream()
              .map(name -> ROOT + "stark." + name + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + "stark." + STARK_FLOORS.get(floor) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .allowEmptyShould(true)
          .check(house);
    }
  }

  @Test
  void verifierNeedsNeitherProverNorVectors() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "stark.verifier..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "stark.prover..",
            ROOT + "stark.kernel..",
            ROOT + "stark.poly..",
            ROOT + "stark.parallel..",
            "jdk.incubator..")
        .allowEmptyShould(true)
        .check(house);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "stark.verifier..")
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage(ROOT + "stark.prover..", ROOT + "stark.kernel..", "jdk.incubator..")
        .allowEmptyShould(true)
        .check(house);
  }

  @Test
  void verificationOfRunsNeedsNoMachine() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "vm.verification..")
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "vm.executor..",
            ROOT + "vm.machine..",
            ROOT + "vm.memory..",
            ROOT + "vm.chip..",
            ROOT + "stark.prover..",
            ROOT + "stark.kernel..",
            "jdk.incubator..")
        .check(house);
  }

  @Test
  void onlyTheKernelsTouchTheVectorApi() {
    classes()
        .that(
            new DescribedPredicate<JavaClass>("use the Vector API") {
              @Override
              public boolean test(JavaClass type) {
                return type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(
                        d -> d.getTargetClass().getPackageName().startsWith("jdk.incubator."));
              }
            })
        .should()
        .resideInAPackage(ROOT + "stark.kernel..")
        .allowEmptyShould(true)
        .check(house);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stark", "vm", "sdk", "bench", "cli"})
  void packagesFormNoCycle(String module) {
    slices()
        .matching(ROOT + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(house);
  }

  @Test
  void chipsKnowOneAnotherOnlyThroughTheAdapters() {
    String chips = ROOT + "vm.chip.";
    List<String> breaches = new ArrayList<>();
    for (JavaClass type : house) {
      String chip = level(type, chips);
      if (chip.isEmpty() || chip.equals("adapter")) {
        continue;
      }
      type.getDirectDependenciesFromSelf().stream()
          .map(d -> d.getTargetClass())
          .filter(target -> !Set.of("", "adapter", chip).contains(level(target, chips)))
          .forEach(target -> breaches.add(type.getName() + " knows " + target.getName()));
    }
    assertThat(breaches).isEmpty();
  }

  /** The package name's part right after {@code prefix}, or "" when the class is not below it. */
  private static String level(JavaClass type, String prefix) {
    String name = type.getPackageName() + ".";
    if (!name.startsWith(prefix) || name.length() == prefix.length()) {
      return "";
    }
    return name.substring(prefix.length(), name.indexOf('.', prefix.length()));
  }
}
