package dev.merapi.metrics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.ServiceLoader;

/** Shows what is collected to the outside: a service that comes with the sink. */
public interface MetricsExporter {

  /** The exporter of this process, where there is one. */
  static Optional<MetricsExporter> find() {
    return ServiceLoader.load(MetricsExporter.class, MetricsExporter.class.getClassLoader())
        .findFirst();
  }

  /**
   * Serves everything collected, as it is at the moment of each request, under {@code /metrics}.
   *
   * @param address where to listen; port 0 takes any that is free
   * @throws IOException if nothing can listen there
   */
  Server serve(InetSocketAddress address) throws IOException;

  /**
   * Pushes everything collected so far to a push gateway, in place of what was pushed there before.
   *
   * @param gateway its address; without a path {@code /metrics/job/…} of its own, the job is {@code
   *     merapi}
   * @throws IOException if the gateway cannot be reached or does not take it; the message says why
   */
  void push(URI gateway) throws IOException;

  /** A server at work, until it is closed. */
  interface Server extends AutoCloseable {

    /** Where it listens. */
    InetSocketAddress address();

    @Override
    void close();
  }
}
