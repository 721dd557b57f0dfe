package dev.merapi.vm.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Interaction;
import dev.merapi.vm.soundness.ForgerySearch.Found;
import dev.merapi.vm.soundness.Judgement.Meaning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every constraint and every message that can be refused stops some forgery that nothing else
 * stops. Without it, the machine would accept that one.
 */
class DefinitionMutationTest {
  private static final Scene SCENE = new Scene();
  private static final GeneratedTable CONSTRAINTS = new GeneratedTable("constraints");
  private static final GeneratedTable MESSAGES = new GeneratedTable("messages");
  private static final GeneratedTable KEPT = new GeneratedTable("kept");

  private static Path file() {
    return CONSTRAINTS.root().resolve("vm/src/test/resources/soundness/forgeries.txt");
  }

  private static List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>(SCENE.subjects());
    subjects.sort(Comparator.comparing(s -> s.air().name()));
    return subjects;
  }

  @Test
  void everyDefenceStopsAForgery() throws IOException {
    ForgeryLibrary library = ForgeryLibrary.read(file());
    for (Subject subject : subjects()) {
      CompiledAir air = subject.air();
      Map<String, Found> forgeries = new TreeMap<>(library.of(air.name()));
      for (Defence defence : Defence.of(air)) {
        String name = defence.name(air);
        Found found = forgeries.remove(name);
        String reason = Kept.reason(air.name(), name);
        assertThat(found != null || reason != null).as("%s, %s", air.name(), name).isTrue();
        if (found != null) {
          Judgement judgement = new Judge(subject, found.world()).judge(found.change());
          assertThat(judgement.isOnly(defence)).as("%s, %s alone", air.name(), name).isTrue();
          assertThat(judgement.meaning()).as("%s, %s", air.name(), name).isEqualTo(found.meaning());
          assertThat(reason).as("%s, %s has a forgery", air.name(), name).isNull();
        }
      }
      assertThat(forgeries.keySet()).as("forgeries of what %s has not", air.name()).isEmpty();
    }
  }

  /** Constraints whose forgeries say nothing false are known: there can only be fewer. */
  @Test
  void mostConstraintsStopAFalseStatement() throws IOException {
    ForgeryLibrary library = ForgeryLibrary.read(file());
    for (Subject subject : subjects()) {
      Set<String> harmless = new TreeSet<>();
      library
          .of(subject.air().name())
          .forEach((name, found) -> {
            if (name.startsWith("constraint ") && found.meaning() != Meaning.FORGED) {
              harmless.add(name.substring("constraint ".length()));
            }
          });
      String table = subject.air().name();
      assertThat(harmless).as(table).isEqualTo(Kept.PINS.getOrDefault(table, Set.of()));
    }
  }

  /** Any message of the machine, dropped or changed, is missed: an honest run says each. */
  @Test
  void everyMessageIsSaid() {
    for (Subject subject : subjects()) {
      Set<Integer> said = new TreeSet<>();
      List<Interaction> interactions = subject.air().interactions();
      for (int row = 0; row < subject.used(); row++) {
        subject.evaluate(new Change(), row);
        for (int i = 0; i < interactions.size(); i++) {
          if (subject.evaluator().value(interactions.get(i).multiplicity()) != 0) {
            said.add(i);
          }
        }
      }
      assertThat(said).as(subject.air().name()).hasSize(interactions.size());
    }
  }

  @Test
  void theTablesAreThoseOfTheLibrary() throws IOException {
    ForgeryReport report = new ForgeryReport(ForgeryLibrary.read(file()), subjects());
    CONSTRAINTS.expect(report.constraints());
    MESSAGES.expect(report.messages());
    KEPT.expect(report.kept());
  }

  /** Finds everything anew, but what was written down. */
  @Test
  @Tag("long")
  void theSearchFindsForgeries() throws IOException {
    boolean write = "write".equals(System.getProperty("merapi.docs"));
    int attempts = Integer.getInteger("merapi.attempts", 300);
    long seed = Long.getLong("merapi.seed", 20261123);
    ForgeryLibrary library = ForgeryLibrary.read(file());
    int found = 0;
    int all = 0;
    for (Subject subject : subjects()) {
      ForgerySearch search = new ForgerySearch(subject, seed);
      Map<String, Found> forgeries = library.of(subject.air().name());
      if (write) {
        forgeries.values().forEach(f -> search.offer(f.world(), f.change()));
      }
      Constructions.of(subject).forEach(c -> search.offer(c.world(), c.change()));
      search.run(attempts);
      forgeries.clear();
      for (Defence defence : Defence.of(subject.air())) {
        all++;
        Found forgery = search.found().get(defence);
        if (forgery != null) {
          found++;
          forgeries.put(defence.name(subject.air()), forgery);
        }
      }
    }
    assertThat(found).isGreaterThan(all * 9 / 10);
    if (write) {
      library.write();
    }
  }
}
