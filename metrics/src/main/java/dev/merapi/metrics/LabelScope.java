package dev.merapi.metrics;

import java.util.function.Supplier;

/**
 * Labels about to take force: {@code Labels.with("group", "leaf").with("idx", 3).run(…)}.
 *
 * @param labels those in force inside {@link #run} and {@link #call}
 */
public record LabelScope(Labels labels) {

  /** The scope of these labels and one more. */
  public LabelScope with(String key, Object value) {
    return new LabelScope(labels.and(key, value));
  }

  /** The scope of these labels without one. */
  public LabelScope without(String key) {
    return new LabelScope(labels.without(key));
  }

  /** Runs something under these labels. */
  public void run(Runnable body) {
    if (Metrics.enabled()) {
      ScopedValue.where(Labels.CURRENT, labels).run(body);
    } else {
      body.run();
    }
  }

  /** Computes something under these labels. */
  public <T> T call(Supplier<T> body) {
    return Metrics.enabled()
        ? ScopedValue.where(Labels.CURRENT, labels).<T, RuntimeException>call(body::get)
        : body.get();
  }
}
