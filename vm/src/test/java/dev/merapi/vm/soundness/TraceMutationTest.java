package dev.merapi.vm.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.TraceChecker;
import dev.merapi.stark.air.trace.Violation;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.vm.soundness.Mutations.Effort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changed cells of every table of the machine are objected to, in every column. */
class TraceMutationTest {
  private static final GeneratedTable TABLES = new GeneratedTable("tables");
  private static final GeneratedTable COLUMNS = new GeneratedTable("columns");
  private static final Scene SCENE = new Scene();

  @Test
  void changesMeetObjections() {
    Map<String, String> documented = documentedColumns();
    for (Subject subject : SCENE.subjects()) {
      MutationReport report = MutationReport.of(subject, Effort.SAMPLED);
      assertThat(report.holes()).isEmpty();
      report
          .columns()
          .forEach((column, tally) -> {
            String family = MutationReport.family(subject.air().mainName(column));
            String key = subject.air().name() + " " + family;
            assertThat(documented).as("the table of columns").containsKey(key);
            assertThat(tally.objected()).as(key).isPositive();
          });
    }
  }

  @Test
  @Tag("long")
  void everyChangeMeetsAnObjection() {
    StringBuilder tables = new StringBuilder(MutationReport.HEAD);
    StringBuilder columns = new StringBuilder(MutationReport.COLUMNS_HEAD);
    List<Subject> subjects = new ArrayList<>(SCENE.subjects());
    subjects.sort(Comparator.comparing(s -> s.air().name()));
    for (Subject subject : subjects) {
      MutationReport report = MutationReport.of(subject, Effort.FULL);
      assertThat(report.holes()).isEmpty();
      assertThat(report.columns()).hasSize(subject.air().mainWidth());
      assertThat(report.columns().values()).allMatch(tally -> tally.objected() > 0);
      assertThat(report.excuses().keySet())
          .as("reasons of %s", subject.air().name())
          .isEqualTo(MutationReport.FREE.getOrDefault(subject.air().name(), Map.of()).keySet());
      tables.append(report.line());
      columns.append(report.columnLines());
    }
    TABLES.expect(tables.toString());
    COLUMNS.expect(columns.toString());
  }

  private static Map<String, String> documentedColumns() {
    Map<String, String> columns = new HashMap<>();
    COLUMNS
        .read()
        .lines()
        .skip(2)
        .forEach(line -> {
          String[] cells = line.split("\\|");
          columns.put(cells[1].strip() + " " + MutationReport.family(cells[2].strip()), line);
        });
    return columns;
  }

  /**
   * The judge looks at the changed rows only: what it finds is what a check of everything finds.
   */
  @Test
  void theJudgeFindsWhatTheCheckerFinds() {
    Random random = new Random(7);
    for (int i = 0; i < SCENE.subjects().size(); i++) {
      Subject subject = SCENE.subjects().get(i);
      List<Change> changes = new ArrayList<>();
      new Mutations(subject, Effort.SAMPLED).forEach(collect(changes));
      Change change = changes.get(random.nextInt(changes.size()));
      Judgement judgement = new Judge(subject).judge(change);
      Set<String> found = judgement.brokenNames(subject.evaluator());
      found.addAll(judgement.unbalanced());
      assertThat(found)
          .as("%s: %s", subject.air().name(), change.describe(subject.air()))
          .isEqualTo(checked(i, change));
    }
  }

  private static Mutations.Visitor collect(List<Change> changes) {
    return new Mutations.Visitor() {
      @Override
      public void single(int column, Change change) {
        changes.add(change);
      }

      @Override
      public void combined(Change change) {
        changes.add(change);
      }
    };
  }

  private static Set<String> checked(int index, Change change) {
    List<ColumnMatrix> main = SCENE.main();
    List<@Nullable ColumnMatrix> committed = SCENE.committed();
    change.cells().forEach((cell, value) -> main.get(index).set(cell.column(), cell.row(), value));
    List<CompiledAir> airs = SCENE.machine().compiled();
    int[] publicValues = SCENE.publicValues();
    List<Violation> violations =
        new ArrayList<>(
            TraceChecker.checkConstraints(
                airs.get(index), main.get(index), committed.get(index), publicValues));
    violations.addAll(TraceChecker.checkBuses(airs, main, committed, publicValues));
    Set<String> what = new TreeSet<>();
    violations.forEach(v -> what.add(v.what()));
    return what;
  }
}
