package dev.merapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TreeScopesTest {

  private final TreeScopes tree = new TreeScopes();

  @Test
  void leavesAndInternalNodesAreCountedApartAndNeverAgain() {
    assertThat(tree.leaf().labels()).hasToString(text("leaf", 0));
    assertThat(tree.internal(0).labels()).hasToString(text("internal.0", 0));
    assertThat(tree.leaf().labels()).hasToString(text("leaf", 1));
    assertThat(tree.internal(0).labels()).hasToString(text("internal.0", 1));
    assertThat(tree.internal(1).labels()).hasToString(text("internal.1", 2));
    assertThat(tree.leaf().labels()).hasToString(text("leaf", 2));
    assertThat(tree.root().labels()).hasToString(text("root", 0));
    assertThat(tree.internal(2).labels()).hasToString(text("internal.2", 3));
    assertThat(new TreeScopes().internal(1).labels()).hasToString(text("internal.1", 0));
  }

  @Test
  void aSnarkHasNoIndex() {
    assertThat(TreeScopes.halo2Outer().labels().list())
        .containsExactly(new Label("group", "halo2_outer"));
    assertThat(TreeScopes.halo2Wrapper().labels().list())
        .containsExactly(new Label("group", "halo2_wrapper"));
  }

  /** A tree is built inside the scope of a run: what surrounds it stays, its own labels do not. */
  @Test
  void theScopeAroundStaysWithoutItsSegment() {
    Labels.with("job", "a")
        .with("group", "fibonacci")
        .with("segment", 3)
        .run(() -> {
          assertThat(tree.leaf().labels().list())
              .containsExactly(
                  new Label("job", "a"), new Label("group", "leaf"), new Label("idx", "0"));
          tree.internal(0)
              .run(() ->
                  assertThat(TreeScopes.halo2Outer().labels().list())
                      .containsExactly(new Label("job", "a"), new Label("group", "halo2_outer")));
        });
  }

  @Test
  void heightsAreNoNegativeNumbers() {
    assertThatThrownBy(() -> tree.internal(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThat(tree.internal(0).labels()).hasToString(text("internal.0", 0));
  }

  @Test
  void parametersOfALayerAreToldOnce() {
    MetricsSink sink = Metrics.sink().orElseThrow();
    sink.reset();
    for (int i = 0; i < 3; i++) {
      TreeScopes.parameters(TreeScopes.internalGroup(1), 2, 4);
    }
    assertThat(sink.entries())
        .extracting(e -> e.labels().toString(), MetricEntry::name, MetricEntry::text)
        .containsExactly(
            tuple(List.of(new Label("group", "internal.1")).toString(), "fri.log_blowup", "2"),
            tuple(List.of(new Label("group", "internal.1")).toString(), "num_children", "4"));
  }

  @Test
  void noIndexIsGivenTwice() {
    ConcurrentSkipListSet<String> seen = new ConcurrentSkipListSet<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 200; i++) {
        int height = i % 3;
        pool.execute(() -> seen.add(tree.internal(height).labels().list().getLast().value()));
      }
    }
    assertThat(seen).hasSize(200);
  }

  private static String text(String group, int index) {
    return List.of(new Label("group", group), new Label("idx", Integer.toString(index))).toString();
  }
}
