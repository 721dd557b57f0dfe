package dev.merapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Without a sink on the class path nothing is collected and scopes cost nothing. */
class NoSinkTest {

  @Test
  void nothingIsCollected() throws Exception {
    Class<?> probe = new Sinkless().loadClass(Probe.class.getName());
    assertThat(((Runnable) probe.getDeclaredConstructor().newInstance()).toString())
        .isEqualTo("enabled=false labels=[] wrapped=false exporter=false");
  }

  /** Runs inside the other class loader. */
  public static final class Probe implements Runnable {
    @Override
    public void run() {}

    @Override
    public String toString() {
      Metrics.gauge(MetricNames.PROOF_SIZE, 1);
      Metrics.counter(MetricNames.ROWS, 1);
      Metrics.absolute(MetricNames.MAIN_COLS, 1);
      Metrics.time(MetricNames.EXECUTE, 1);
      Metrics.span(MetricNames.EXECUTE).close();
      Metrics.trace("metering").close();
      Object labels = Labels.with("group", "a").call(() -> Labels.current().list());
      boolean wrapped = Labels.propagating(this) != this;
      return "enabled=%s labels=%s wrapped=%s exporter=%s"
          .formatted(Metrics.enabled(), labels, wrapped, MetricsExporter.find().isPresent());
    }
  }

  /** Defines the package anew and finds no services. */
  private static final class Sinkless extends ClassLoader {

    Sinkless() {
      super(NoSinkTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.merapi.metrics.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = Objects.requireNonNull(getParent().getResourceAsStream(file))) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }
  }
}
