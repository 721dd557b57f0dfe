package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.merapi.sdk.CollectedMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a build with the profile bench-metrics, as a user of the command meets them. */
final class MicrometerCliTest {

  /** Loops of two instructions: three segments of 2^16 rows. */
  private static final int THREE_SEGMENTS = 0x28;

  private static final Pattern TOLD =
      Pattern.compile("metrics at (http://127\\.0\\.0\\.1:\\d+/metrics)");

  /** A text that ends with the line of a phase of a segment. */
  private static final Pattern IN_SEGMENT = Pattern.compile("segment \\d of 3: .*\n\\z");

  private static final Pattern DONE =
      Pattern.compile("segments_done\\{group=\"app_proof\".*} (\\d)\\.0");

  @TempDir Path directory;

  @BeforeEach
  void isTheBuildWith() {
    assumeTrue(CollectedMetrics.available(), "needs mvn -Pbench-metrics");
  }

  /** Scraped on the way by who is told of each phase: the run goes on when the answer is there. */
  @Test
  void aScrapeDuringARunShowsHowFarItIs() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.counts(THREE_SEGMENTS, 0));
    List<String> seen = new ArrayList<>();
    ByteArrayOutputStream err =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            String told = toString(StandardCharsets.UTF_8);
            if (IN_SEGMENT.matcher(told).find()) {
              seen.add(segmentsDone(toldAddress(told)));
            }
          }
        };
    CommandLineRun run =
        CommandLineRun.in(
                shell(InputStream.nullInputStream(), err),
                new ByteArrayOutputStream(),
                err,
                "prove",
                "app",
                elf,
                "--out",
                directory.resolve("p"),
                "--segment-max-log-height=16",
                "--metrics-port=0")
            .succeeded();
    assertThat(seen).as(run.err()).isSorted().containsOnly("0", "1", "2").contains("0", "1", "2");
    assertThat(reachable(toldAddress(run.err()))).isFalse();
  }

  @Test
  void aPortThatIsTakenIsToldInOneLine() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(7));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path out = directory.resolve("p");
      CommandLineRun.of(
              directory,
              "prove",
              "app",
              elf,
              "--out",
              out,
              "--metrics-port",
              Integer.toString(taken.getLocalPort()))
          .failedWith(2, "--metrics-port", Integer.toString(taken.getLocalPort()), "in use");
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void aPushComesAtTheEndAndAGatewayThatIsAwayLosesNoProof() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(7));
    List<String> pushed = new CopyOnWriteArrayList<>();
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          pushed.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    gateway.start();
    String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
    Path first = directory.resolve("first");
    CommandLineRun.of(directory, "prove", "app", elf, "--out", first, "--metrics-push", url)
        .succeeded();
    gateway.stop(0);
    assertThat(pushed).singleElement().asString().contains("proof_size_bytes{group=\"app_proof\"");

    Path second = directory.resolve("second");
    CommandLineRun run =
        CommandLineRun.of(
                directory, "prove", "app", elf, "--out", second, "--metrics-push", url, "--json")
            .succeeded();
    assertThat(run.json().get("ok").booleanValue()).isTrue();
    assertThat(
            run.err()
                .lines()
                .filter(line -> line.startsWith("merapi: metrics not pushed to " + url)))
        .hasSize(1);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  /** The file of the metrics replaces what is there: never a file the command reads or writes. */
  @Test
  void theFileOfTheMetricsIsNoOtherFileOfTheCommand() throws Exception {
    byte[] program = TestElf.revealsInput();
    Path elf = TestElf.write(directory, "guest.elf", program);
    Path input = Files.write(directory.resolve("input"), new byte[] {1, 2, 3, 4});
    Path out = directory.resolve("p");
    Files.createDirectory(directory.resolve("sub"));
    Files.createSymbolicLink(directory.resolve("link"), elf);
    Files.createSymbolicLink(directory.resolve("here"), directory);
    for (String taken : List.of("guest.elf", "input", "p", "sub/../p", "here/p", "link")) {
      Path file = directory.resolve(taken);
      CommandLineRun.of(
              directory,
              "prove",
              "app",
              elf,
              "--input=@" + input,
              "--out",
              out,
              "--metrics-json",
              file)
          .failedWith(2, "--metrics-json: " + file + " is another file of this command");
    }
    assertThat(elf).hasBinaryContent(program);
    assertThat(input).hasBinaryContent(new byte[] {1, 2, 3, 4});
    assertThat(out).doesNotExist();
    Path svg = directory.resolve("flames.svg");
    CommandLineRun.of(directory, "profile", elf, "--flamegraph", svg, "--metrics-json", svg)
        .failedWith(2, "--metrics-json");
    Path key = directory.resolve("sub/merapi.pk");
    CommandLineRun.of(directory, "keygen", "--out", key.getParent(), "--metrics-json", key)
        .failedWith(2, "--metrics-json");
  }

  /** The file is written before anything is pushed, and no push spoils the outcome. */
  @Test
  void aPushThatFailsLosesNoFile() throws Exception {
    Path good = TestElf.write(directory, "good.elf", TestElf.reveals(7));
    Path bad = TestElf.write(directory, "bad.elf", TestElf.counts(1, 9));
    Path file = directory.resolve("m.json");
    List<Boolean> written = new CopyOnWriteArrayList<>();
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          written.add(Files.exists(file));
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    gateway.start();
    String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
    try {
      for (Path elf : List.of(good, bad)) {
        Files.deleteIfExists(file);
        CommandLineRun run =
            CommandLineRun.of(
                directory, "run", elf, "--json", "--metrics-push", url, "--metrics-json", file);
        assertThat(run.exitCode()).isEqualTo(elf == good ? 0 : 4);
        assertThat(run.json().get("ok").booleanValue()).isEqualTo(elf == good);
        assertThat(run.err()).contains("merapi: metrics not pushed to " + url + ": status 500");
        assertThat(file).exists();
      }
    } finally {
      gateway.stop(0);
    }
    assertThat(written).containsExactly(true, true);
  }

  /** A file that cannot be written in the end is told beside the failure of the work. */
  @Test
  void aFileThatCannotBeWrittenAfterAFailureIsToldToo() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.counts(1, 9));
    Path gone = Files.createDirectory(directory.resolve("gone"));
    Path file = gone.resolve("m.json");
    InputStream input =
        new InputStream() {
          @Override
          public int read() throws IOException {
            Files.deleteIfExists(gone);
            return -1;
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLineRun run =
        CommandLineRun.in(
            shell(input, err), out, err, "run", elf, "--input=-", "--metrics-json", file);
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err().lines().filter(line -> line.startsWith("merapi: ")))
        .satisfiesExactly(
            line -> assertThat(line).contains(file.toString()),
            line -> assertThat(line).contains("exit code 9"));
  }

  /** An address with colons stands in brackets, in the URL as well. */
  @Test
  void anAddressWithColonsMakesAUrl() throws Exception {
    assumeTrue(hasIpv6(), "this machine has no loopback address of IPv6");
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(7));
    CommandLineRun run = CommandLineRun.of(directory, "run", elf, "--metrics-port=[::1]:0");
    Matcher told = Pattern.compile("metrics at (\\S+)").matcher(run.succeeded().err());
    assertThat(told.find()).isTrue();
    assertThat(URI.create(told.group(1)).getHost()).isEqualTo("[0:0:0:0:0:0:0:1]");
    assertThat(URI.create(told.group(1)).getPort()).isPositive();
  }

  @Test
  void theFileOfARunThatWorks() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(7));
    Path file = directory.resolve("m.json");
    Files.writeString(file, "of another run");
    CommandLineRun.of(
            directory, "prove", "app", elf, "--out", directory.resolve("p"), "--metrics-json", file)
        .succeeded();
    JsonNode root = new ObjectMapper().readTree(Files.readString(file));
    assertThat(root.fieldNames()).toIterable().containsExactly("counter", "gauge", "environment");
    assertThat(names(root.get("gauge")))
        .contains("execute_time_ms", "total_proof_time_ms", "verify_time_ms", "keygen_time_ms");
    assertThat(names(root.get("counter"))).contains("total_cycles", "fri.log_blowup", "rows");
    assertThat(root.get("counter")).allMatch(entry -> entry.get("value").isTextual());
    for (String fact : List.of("jvm", "cpu", "memory_bytes", "commit", "merapi")) {
      assertThat(root.get("environment").get(fact).asText()).as(fact).isNotBlank();
    }
    try (var files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("guest.elf", "m.json", "p");
    }
  }

  /** What an estimate proves on the spot is no proof of the program. */
  @Test
  void anEstimateRecordsNoProof() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(7));
    Path file = directory.resolve("m.json");
    CommandLineRun.of(directory, "estimate", elf, "--metrics-json", file).succeeded();
    JsonNode root = new ObjectMapper().readTree(Files.readString(file));
    assertThat(names(root.get("gauge"))).containsOnly("keygen_time_ms", "commit_exe_time_ms");
    assertThat(names(root.get("counter")))
        .containsOnly("quotient_deg", "constraints", "interactions");
  }

  @Test
  void phasesAreEventsOfTheFlightRecorder() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(7));
    Path file = directory.resolve("run.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.merapi.Span");
      recording.start();
      CommandLineRun.of(
              directory,
              "prove",
              "app",
              elf,
              "--out",
              directory.resolve("p"),
              "--metrics-json",
              directory.resolve("m.json"))
          .succeeded();
      recording.stop();
      recording.dump(file);
    }
    List<String> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("dev.merapi.Span"))
            .map(event -> event.getString("name") + " " + event.getString("labels"))
            .toList();
    assertThat(events)
        .containsOnlyOnce(
            "metering group=app_proof",
            "execution group=app_proof,segment=0",
            "main commitment group=app_proof,segment=0",
            "prove group=app_proof,segment=0");
  }

  /** What was collected until then is written when a run fails, and replaces an older file. */
  @Test
  void theFileOfARunThatFails() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.counts(1, 9));
    Path file = directory.resolve("m.json");
    Files.writeString(file, "of another run");
    CommandLineRun.of(
            directory, "prove", "app", elf, "--out", directory.resolve("p"), "--metrics-json", file)
        .failedWith(4, "9");
    JsonNode root = new ObjectMapper().readTree(Files.readString(file));
    assertThat(names(root.get("gauge")))
        .contains("keygen_time_ms", "commit_exe_time_ms")
        .doesNotContain("stark_prove_excluding_trace_time_ms");
    assertThat(names(root.get("counter")))
        .containsOnly("quotient_deg", "constraints", "interactions");
    assertThat(root.get("environment").get("commit").asText()).isNotBlank();
  }

  private static List<String> names(JsonNode entries) {
    List<String> names = new ArrayList<>();
    entries.forEach(entry -> names.add(entry.get("metric").asText()));
    return names;
  }

  private Shell shell(InputStream input, ByteArrayOutputStream err) {
    return new Shell(
        input,
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        false,
        directory,
        new Interrupts());
  }

  private static URI toldAddress(String err) {
    Matcher told = TOLD.matcher(err);
    assertThat(told.find()).as(err).isTrue();
    return URI.create(told.group(1));
  }

  private static String segmentsDone(URI address) {
    try {
      Matcher done = DONE.matcher(get(address));
      return done.find() ? done.group(1) : "nothing";
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean reachable(URI address) throws InterruptedException {
    try {
      get(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String get(URI address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
