package dev.merapi.sdk;

import dev.merapi.metrics.MetricsExporter;
import java.net.InetSocketAddress;

/** Serves the collected metrics until it is closed; made by {@link CollectedMetrics#serve}. */
public final class MetricsServer implements AutoCloseable {

  private final MetricsExporter.Server server;

  MetricsServer(MetricsExporter.Server server) {
    this.server = server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }
}
