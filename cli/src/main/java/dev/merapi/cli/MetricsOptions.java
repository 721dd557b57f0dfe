package dev.merapi.cli;

import dev.merapi.sdk.CollectedMetrics;
import dev.merapi.sdk.MetricsServer;
import dev.merapi.sdk.text.OneLine;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that ask for metrics, and what they do before and after the work. */
final class MetricsOptions {

  static final String JSON = "--metrics-json";

  private static final int MAX_PORT = 65_535;

  @Option(
      names = JSON,
      paramLabel = "FILE",
      description = "Write the collected metrics; this and the next two need a build with metrics.")
  @Nullable Path json;

  @Option(
      names = "--metrics-port",
      paramLabel = "[ADDRESS:]PORT",
      converter = AddressConverter.class,
      description = {
        "Serve the metrics to Prometheus while the command runs, on this machine or at an address;",
        "0 takes any free port."
      })
  @Nullable InetSocketAddress port;

  @Option(
      names = "--metrics-push",
      paramLabel = "URL",
      converter = GatewayConverter.class,
      description = "Push the metrics to a push gateway of Prometheus at the end.")
  @Nullable URI gateway;

  private boolean collecting;
  private @Nullable MetricsServer server;

  /** Whether anything is asked for. */
  boolean asked() {
    return json != null || port != null || gateway != null;
  }

  /**
   * Begins to collect, if anything is asked for.
   *
   * @param told where the address of the server is told, if there is to be one
   * @param others the files that the command reads and writes
   * @throws UsageException if this build collects nothing, the file is one of the others, or the
   *     port is taken
   */
  void begin(PrintStream told, List<Path> others) {
    String asked =
        json != null
            ? JSON
            : port != null ? "--metrics-port" : gateway != null ? "--metrics-push" : null;
    if (asked == null) {
      return;
    }
    if (!CollectedMetrics.available()) {
      throw new UsageException(
          asked
              + ": this build collects no metrics; MERAPI_PROFILES=bench-metrics ./merapi builds"
              + " one that does");
    }
    if (json != null) {
      claim(json, others);
    }
    CollectedMetrics.reset();
    if (port != null) {
      server = serve(port);
      told.println("metrics at " + url(port, server.address().getPort()));
    }
    collecting = true;
  }

  private static String url(InetSocketAddress asked, int port) {
    String host = asked.getHostString();
    String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "http://" + literal + ":" + port + "/metrics";
  }

  private static void claim(Path file, List<Path> others) {
    OutputFile.at(file, true);
    for (Path other : others) {
      if (OutputFile.same(file, other)) {
        throw new UsageException(JSON + ": " + file + " is another file of this command");
      }
    }
  }

  private static MetricsServer serve(InetSocketAddress address) {
    try {
      return CollectedMetrics.serve(address);
    } catch (BindException e) {
      throw new UsageException(
          "--metrics-port: cannot listen at %s:%d: %s"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()));
    } catch (IOException e) {
      throw new UsageException("--metrics-port: " + e.getMessage());
    }
  }

  /**
   * Writes and pushes what was collected and ends the server. A gateway that does not take it is no
   * failure of the work: it is told, and that is all.
   *
   * @throws FileException if the file cannot be written
   */
  void end(PrintStream told) {
    if (!collecting) {
      return;
    }
    collecting = false;
    try {
      if (json != null) {
        write(json);
      }
    } finally {
      leave(told);
    }
  }

  private void leave(PrintStream told) {
    try {
      if (gateway != null) {
        push(gateway, told);
      }
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }

  private static void push(URI gateway, PrintStream told) {
    try {
      CollectedMetrics.push(gateway);
    } catch (IOException | RuntimeException e) {
      told.println(
          "merapi: metrics not pushed to %s: %s; all else is done"
              .formatted(
                  gateway, OneLine.of(e.getMessage() == null ? e.toString() : e.getMessage())));
    }
  }

  private static void write(Path file) {
    try {
      CollectedMetrics.write(file, Map.of("merapi", Version.current(), "commit", Version.commit()));
    } catch (IOException e) {
      throw FileException.of("write", file, e);
    }
  }

  /** Reads {@code [ADDRESS:]PORT}. */
  static final class AddressConverter implements ITypeConverter<InetSocketAddress> {

    @Override
    public InetSocketAddress convert(String value) {
      int colon = value.lastIndexOf(':');
      String digits = value.substring(colon + 1);
      if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > MAX_PORT) {
        throw new TypeConversionException("'" + value + "' is no port from 0 to " + MAX_PORT);
      }
      String host =
          colon < 0 ? InetAddress.getLoopbackAddress().getHostAddress() : value.substring(0, colon);
      if (host.isEmpty()) {
        throw new TypeConversionException(
            "'%s' has no address before the colon; 0.0.0.0%s listens at all, %s at this machine's"
                .formatted(value, value, digits));
      }
      if (host.contains(":") && !host.matches("\\[.+]")) {
        throw new TypeConversionException(
            "'%s' is no address and port; one with colons stands in brackets, as [::1]:9464"
                .formatted(value));
      }
      InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(digits));
      if (address.isUnresolved()) {
        throw new TypeConversionException("'" + host + "' is no address of a machine");
      }
      return address;
    }
  }

  /** Reads the address of a push gateway. */
  static final class GatewayConverter implements ITypeConverter<URI> {
    @Override
    public URI convert(String value) {
      URI address;
      try {
        address = URI.create(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + value + "' is no address of a push gateway");
      }
      boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (!http
          || address.getHost() == null
          || address.getRawQuery() != null
          || address.getRawFragment() != null) {
        throw new TypeConversionException(
            "'" + value + "' is no address of a push gateway, such as http://localhost:9091");
      }
      if (address.getPort() == 0 || address.getPort() > MAX_PORT) {
        throw new TypeConversionException(
            "'%s': %d is no port from 1 to %d".formatted(value, address.getPort(), MAX_PORT));
      }
      return address;
    }
  }
}
