package dev.merapi.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Labels of metrics: an ordered list, outermost scope first. Those in force are carried by a {@link
 * ScopedValue}; a {@link LabelScope}, which {@link #with} begins, puts them in force, and work
 * handed to another thread keeps them when it is wrapped with {@link #propagating}. A label set
 * again in an inner scope keeps its place and takes the new value.
 */
public final class Labels {

  private static final Labels NONE = new Labels(List.of(), false);
  static final ScopedValue<Labels> CURRENT = ScopedValue.newInstance();

  private final List<Label> list;
  private final boolean silent;

  private Labels(List<Label> list, boolean silent) {
    this.list = list;
    this.silent = silent;
  }

  /** The labels in force here. */
  public static Labels current() {
    return CURRENT.orElse(NONE);
  }

  /** A scope of the labels in force here and one more. */
  public static LabelScope with(String key, Object value) {
    return new LabelScope(current()).with(key, value);
  }

  /** A scope of the labels in force here in which nothing is recorded. */
  public static LabelScope silent() {
    return new LabelScope(new Labels(current().list, true));
  }

  /** These labels and one more. */
  public Labels and(String key, Object value) {
    Label label = new Label(key, value.toString());
    List<Label> longer = new ArrayList<>(list);
    for (int i = 0; i < longer.size(); i++) {
      if (longer.get(i).key().equals(key)) {
        longer.set(i, label);
        return of(longer);
      }
    }
    longer.add(label);
    return of(longer);
  }

  /** These labels without one. */
  public Labels without(String key) {
    return of(list.stream().filter(label -> !label.key().equals(key)).toList());
  }

  /** These labels, one of them under another key in the same place. */
  public Labels renamed(String key, String to) {
    return of(
        list.stream()
            .map(label -> label.key().equals(key) ? new Label(to, label.value()) : label)
            .toList());
  }

  private Labels of(List<Label> others) {
    return new Labels(List.copyOf(others), silent);
  }

  /** The task, to run under the labels in force here on whatever thread it is handed to. */
  public static Runnable propagating(Runnable task) {
    if (!Metrics.enabled()) {
      return task;
    }
    Labels captured = current();
    return () -> new LabelScope(captured).run(task);
  }

  /** The executor, whose tasks run under the labels in force where they are handed to it. */
  public static Executor propagating(Executor executor) {
    return Metrics.enabled() ? task -> executor.execute(propagating(task)) : executor;
  }

  /** The labels, outermost first. */
  public List<Label> list() {
    return list;
  }

  /** Whether nothing is recorded under these labels. */
  boolean isSilent() {
    return silent;
  }

  /** The value of a label, null where it is not among these. */
  public @Nullable String get(String key) {
    for (Label label : list) {
      if (label.key().equals(key)) {
        return label.value();
      }
    }
    return null;
  }

  /** No labels, whatever is in force here. */
  public static Labels none() {
    return NONE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that && silent == that.silent && list.equals(that.list);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  @Override
  public String toString() {
    return list.toString();
  }
}
