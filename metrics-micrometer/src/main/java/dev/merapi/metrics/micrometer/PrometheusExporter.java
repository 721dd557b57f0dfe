package dev.merapi.metrics.micrometer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.merapi.metrics.MetricsExporter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the text format of Prometheus over HTTP, and pushes it to a push gateway. */
public final class PrometheusExporter implements MetricsExporter {

  private static final String PATH = "/metrics";
  private static final String JOB_PATH = PATH + "/job/";
  private static final String JOB = "merapi";
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int FIRST_OF_FAILURE = 300;
  private static final int NO_BODY = -1;

  /** Creates the exporter; called by the service loader. */
  public PrometheusExporter() {}

  @Override
  public Server serve(InetSocketAddress address) throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    MicrometerSink.showProcess();
    ExecutorService pool =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("merapi-metrics-", 0).factory());
    server.setExecutor(pool);
    server.createContext("/", PrometheusExporter::answer);
    server.start();
    return new Server() {
      @Override
      public InetSocketAddress address() {
        return server.getAddress();
      }

      @Override
      public void close() {
        server.stop(0);
        pool.shutdownNow();
      }
    };
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_FOUND, NO_BODY);
        return;
      }
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (!head && !exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_BAD_METHOD, NO_BODY);
        return;
      }
      byte[] body = MicrometerSink.scrape().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, head ? NO_BODY : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void push(URI gateway) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(target(gateway))
            .timeout(PATIENCE)
            .header("Content-Type", CONTENT_TYPE)
            .PUT(HttpRequest.BodyPublishers.ofString(MicrometerSink.scrape()))
            .build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= FIRST_OF_FAILURE) {
        String said = response.body().lines().findFirst().orElse("");
        throw new IOException(
            "status " + response.statusCode() + (said.isBlank() ? "" : ": " + said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Where on the gateway the metrics of this machine go. */
  static URI target(URI gateway) throws IOException {
    String text = gateway.toString().replaceAll("/+$", "");
    if (text.contains(JOB_PATH)) {
      return URI.create(text);
    }
    String host =
        URLEncoder.encode(InetAddress.getLocalHost().getHostName(), StandardCharsets.UTF_8);
    return URI.create(text + JOB_PATH + JOB + "/instance/" + host);
  }
}
