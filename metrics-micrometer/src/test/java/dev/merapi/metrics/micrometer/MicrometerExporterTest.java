package dev.merapi.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.metrics.MetricsExporter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Prometheus and a push gateway see, over real connections. */
class MicrometerExporterTest {

  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final MetricsExporter exporter = MetricsExporter.find().orElseThrow();

  @BeforeEach
  void reset() {
    Metrics.sink().orElseThrow().reset();
  }

  @Test
  void itServesWhatIsCollectedAtTheMoment() throws Exception {
    try (MetricsExporter.Server server = exporter.serve(ANY)) {
      assertThat(server.address().getPort()).isPositive();
      Labels.with("group", "g").run(() -> Metrics.gauge(MetricNames.SEGMENTS_DONE, 1));
      HttpResponse<String> first = get(server, "/metrics");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(first.body()).containsPattern("segments_done\\{group=\"g\".*} 1\\.0");
      assertThat(first.body()).contains("process_resident_memory_bytes ", "jvm_memory_used_bytes{");
      Labels.with("group", "g").run(() -> Metrics.gauge(MetricNames.SEGMENTS_DONE, 2));
      assertThat(get(server, "/metrics").body())
          .containsPattern("segments_done\\{group=\"g\".*} 2\\.0");
      assertThat(get(server, "/").statusCode()).isEqualTo(404);
    }
  }

  /** A client that connects and says nothing does not keep others waiting. */
  @Test
  void anIdleClientBlocksNobody() throws Exception {
    try (MetricsExporter.Server server = exporter.serve(ANY);
        Socket idle = new Socket(server.address().getAddress(), server.address().getPort())) {
      idle.getOutputStream().write("GET /met".getBytes(StandardCharsets.UTF_8));
      idle.getOutputStream().flush();
      CompletableFuture<Integer> answer =
          CompletableFuture.supplyAsync(() -> {
            try {
              return get(server, "/metrics").statusCode();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(200);
    }
  }

  @Test
  void anotherMethodIsToldWhichThereAre() throws Exception {
    try (MetricsExporter.Server server = exporter.serve(ANY);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest post =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.address().getPort() + "/metrics"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      HttpResponse<String> answer = client.send(post, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
  }

  @Test
  void itEndsAndAPortThatIsTakenIsAnError() throws Exception {
    InetSocketAddress address;
    try (MetricsExporter.Server server = exporter.serve(ANY)) {
      address = server.address();
      assertThatThrownBy(() -> exporter.serve(address)).isInstanceOf(BindException.class);
    }
    exporter.serve(address).close();
    assertThatThrownBy(() -> get(address, "/metrics")).isInstanceOf(IOException.class);
  }

  @Test
  void itPushesUnderTheJob() throws Exception {
    List<String> pushed = new CopyOnWriteArrayList<>();
    HttpServer gateway = gateway(200, "", pushed);
    try {
      Labels.with("group", "g").run(() -> Metrics.gauge(MetricNames.PROOF_SIZE, 1234));
      URI base = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
      exporter.push(base);
      exporter.push(base.resolve("/metrics/job/nightly"));
      assertThat(pushed).hasSize(2);
      assertThat(pushed.getFirst())
          .startsWith("PUT /metrics/job/merapi/instance/")
          .containsPattern("proof_size_bytes\\{group=\"g\".*} 1234\\.0");
      assertThat(pushed.getLast()).startsWith("PUT /metrics/job/nightly\n");
    } finally {
      gateway.stop(0);
    }
  }

  @Test
  void aGatewayThatDoesNotTakeItIsAnErrorThatSaysWhy() throws Exception {
    HttpServer gateway =
        gateway(400, "pushed metrics are invalid\nmore", new CopyOnWriteArrayList<>());
    URI base = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort() + "/");
    try {
      assertThatThrownBy(() -> exporter.push(base))
          .isInstanceOf(IOException.class)
          .hasMessage("status 400: pushed metrics are invalid");
    } finally {
      gateway.stop(0);
    }
    assertThatThrownBy(() -> exporter.push(base)).isInstanceOf(IOException.class);
  }

  private static HttpServer gateway(int status, String answer, List<String> pushed)
      throws IOException {
    HttpServer gateway = HttpServer.create(ANY, 0);
    gateway.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          pushed.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + body);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    gateway.start();
    return gateway;
  }

  private static HttpResponse<String> get(MetricsExporter.Server server, String path)
      throws Exception {
    return get(server.address(), path);
  }

  private static HttpResponse<String> get(InetSocketAddress address, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
