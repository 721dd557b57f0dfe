package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.merapi.sdk.CollectedMetrics;
import dev.merapi.sdk.MetricsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard against a real Prometheus that watches a real run: every query has an answer. The
 * metrics stay served after the run, as by a service, so that the last of them are seen.
 */
final class MicrometerDashboardTest {

  private static final int THREE_SEGMENTS = 0x28;

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private String prometheus = "";

  @Test
  void everyQueryHasAnAnswer() throws Exception {
    assumeTrue(CollectedMetrics.available(), "needs mvn -Pbench-metrics");
    assumeTrue(isInstalled(), "prometheus is not installed (Debian: apt-get install prometheus)");
    Path elf = TestElf.write(directory, "guest.elf", TestElf.counts(THREE_SEGMENTS, 0));
    try (MetricsServer server = CollectedMetrics.serve(loopback())) {
      String instance = "127.0.0.1:" + server.address().getPort();
      Process process = start(instance);
      try {
        prove(elf);
        List<String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(20);
        List<String> silent = unanswered(expressions, instance);
        assertThat(silent).as("queries without an answer").isEmpty();
        assertThat(complaints(instance)).as("promtool check metrics").isEmpty();
      } finally {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) { // it writes to the directory as long
          process.destroyForcibly().waitFor();
        }
      }
    }
  }

  /** What the checker of Prometheus has against our names; those of the JVM are Micrometer's. */
  private List<String> complaints(String instance) throws Exception {
    URI uri = URI.create("http://" + instance + "/metrics");
    Path scrape = directory.resolve("scrape");
    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofFile(scrape));
    assertThat(scrape).content().contains("execute_time_seconds");
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(scrape.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.lines().filter(line -> !line.matches("(process|system|jvm)_.*")).toList();
  }

  private void prove(Path elf) {
    CommandLineRun.of(
            directory,
            "prove",
            "app",
            elf,
            "--out",
            directory.resolve("p"),
            "--segment-max-log-height=16",
            "--metrics-json",
            directory.resolve("m.json"))
        .succeeded();
  }

  /** Asks until all is answered: a few scrapes, but on a busy machine many fail. */
  private List<String> unanswered(List<String> expressions, String instance) throws Exception {
    List<String> left = new ArrayList<>(expressions);
    for (int i = 0; i < 240 && !left.isEmpty(); i++) {
      Thread.sleep(500);
      List<String> still = new ArrayList<>();
      for (String expression : left) {
        if (!answered(expression.replace("$instance", instance).replace("$group", ".*"))) {
          still.add(expression);
        }
      }
      left = still;
    }
    return left;
  }

  private JsonNode result(String query) throws Exception {
    URI uri =
        URI.create(
            prometheus + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as("%s: %s", query, response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body()).at("/data/result");
  }

  private boolean answered(String query) throws Exception {
    for (JsonNode series : result(query)) {
      String value = series.at("/value/1").asText();
      if (!value.equals("NaN") && !value.endsWith("Inf")) {
        return true;
      }
    }
    return false;
  }

  /** The queries of all panels, and those that fill the dashboard's choices. */
  private static List<String> expressions() throws IOException {
    JsonNode dashboard = dashboard();
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      assertThat(panel.get("targets")).as(panel.get("title").asText()).isNotEmpty();
      panel.get("targets").forEach(target -> expressions.add(target.get("expr").asText()));
    }
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.get("type").asText().equals("query")) {
        expressions.add(
            variable
                .at("/query/query")
                .asText()
                .replaceAll("label_values\\((.*), (\\w+)\\)", "count by ($2) ($1)"));
      }
    }
    return expressions;
  }

  private static JsonNode dashboard() throws IOException {
    Path file =
        Path.of(System.getProperty("merapi.root", ".."))
            .resolve("monitoring")
            .resolve("dashboard.json");
    return new ObjectMapper().readTree(Files.readString(file));
  }

  /** Starts Prometheus on the instance and waits until it answers. */
  private Process start(String instance) throws Exception {
    Path configuration =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            global:
              scrape_interval: 500ms
              scrape_timeout: 500ms
            scrape_configs:
              - job_name: merapi
                static_configs:
                  - targets: ["%s"]
            """
                .formatted(instance));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    prometheus = "http://127.0.0.1:" + port;
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    for (int i = 0; i < 600; i++) {
      assertThat(process.isAlive()).as("prometheus is at work").isTrue();
      try {
        URI ready = URI.create(prometheus + "/-/ready");
        HttpRequest request = HttpRequest.newBuilder(ready).build();
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return process;
        }
      } catch (IOException e) {
        // Not yet.
      }
      Thread.sleep(100);
    }
    process.destroy();
    throw new AssertionError(Files.readString(directory.resolve("prometheus.log")));
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("prometheus", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
