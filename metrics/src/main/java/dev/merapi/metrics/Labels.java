package dev.merapi.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The labels in force: an ordered list, outermost scope first, carried by a {@link ScopedValue}.
 * What runs inside {@link #run} or {@link #call} gets them; work handed to another thread keeps
 * them when it is wrapped with {@link #propagating}. A label set again in an inner scope keeps its
 * place and takes the new value.
 */
public final class Labels {

  private static final Labels NONE = new Labels(List.of());
  private static final ScopedValue<Labels> CURRENT = ScopedValue.newInstance();

  private final List<Label> list;

  private Labels(List<Label> list) {
    this.list = list;
  }

  /** The labels in force here. */
  public static Labels current() {
    return CURRENT.orElse(NONE);
  }

  /** The labels in force here and one more; they take force in {@link #run} or {@link #call}. */
  public static Labels with(String key, Object value) {
    return current().and(key, value);
  }

  /** These labels and one more. */
  public Labels and(String key, Object value) {
    Label label = new Label(key, value.toString());
    List<Label> longer = new ArrayList<>(list);
    for (int i = 0; i < longer.size(); i++) {
      if (longer.get(i).key().equals(key)) {
        longer.set(i, label);
        return new Labels(List.copyOf(longer));
      }
    }
    longer.add(label);
    return new Labels(List.copyOf(longer));
  }

  /** These labels without one. */
  public Labels without(String key) {
    return new Labels(list.stream().filter(label -> !label.key().equals(key)).toList());
  }

  /** These labels, one of them under another key in the same place. */
  public Labels renamed(String key, String to) {
    return new Labels(
        list.stream()
            .map(label -> label.key().equals(key) ? new Label(to, label.value()) : label)
            .toList());
  }

  /** Runs something under these labels. */
  public void run(Runnable body) {
    if (Metrics.enabled()) {
      ScopedValue.where(CURRENT, this).run(body);
    } else {
      body.run();
    }
  }

  /** Computes something under these labels. */
  public <T> T call(Supplier<T> body) {
    return Metrics.enabled()
        ? ScopedValue.where(CURRENT, this).<T, RuntimeException>call(body::get)
        : body.get();
  }

  /** The task, to run under the labels in force here on whatever thread it is handed to. */
  public static Runnable propagating(Runnable task) {
    if (!Metrics.enabled()) {
      return task;
    }
    Labels captured = current();
    return () -> captured.run(task);
  }

  /** The executor, whose tasks run under the labels in force where they are handed to it. */
  public static Executor propagating(Executor executor) {
    return Metrics.enabled() ? task -> executor.execute(propagating(task)) : executor;
  }

  /** The labels, outermost first. */
  public List<Label> list() {
    return list;
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
    return other instanceof Labels that && list.equals(that.list);
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
