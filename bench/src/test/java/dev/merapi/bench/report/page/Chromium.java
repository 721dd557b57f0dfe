package dev.merapi.bench.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium with one tab, steered over its DevTools protocol. */
final class Chromium implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LISTENING = "DevTools listening on ";
  private static final int SECONDS = 60;

  private final Process process;
  private final Path profile;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private String session = "";

  private Chromium(Process process, Path profile, URI address) {
    this.process = process;
    this.profile = profile;
    this.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(address, new Listener())
            .orTimeout(SECONDS, TimeUnit.SECONDS)
            .join();
  }

  /** The browser on the search path, if one is there and starts. */
  static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(directory -> !directory.isEmpty())
        .flatMap(directory ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .filter(Chromium::starts)
        .findFirst();
  }

  private static boolean starts(Path binary) {
    try {
      Process process =
          new ProcessBuilder(binary.toString(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Starts it with an empty profile, which is deleted with it, and one empty tab. */
  static Chromium start(Path binary) throws IOException {
    Path profile = Files.createTempDirectory("chromium");
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    AtomicBoolean listening = new AtomicBoolean();
    // One that says nothing for so long is ended, which ends what there is to read.
    CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS)
        .execute(() -> {
          if (!listening.get()) {
            process.destroyForcibly();
          }
        });
    BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      said.add(line);
      if (line.startsWith(LISTENING)) {
        listening.set(true);
        Thread.ofVirtual().start(() -> drain(errors));
        URI address = URI.create(line.substring(LISTENING.length()).strip());
        Chromium browser = new Chromium(process, profile, address);
        browser.newTab();
        return browser;
      }
    }
    delete(profile);
    throw new IOException("chromium did not start: " + said);
  }

  private static void drain(BufferedReader errors) {
    try {
      errors.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      return; // The browser is closed.
    }
  }

  private void newTab() {
    ObjectNode where = JSON.createObjectNode().put("url", "about:blank");
    String target = call("Target.createTarget", where).get("targetId").textValue();
    ObjectNode attach = JSON.createObjectNode().put("targetId", target).put("flatten", true);
    session = call("Target.attachToTarget", attach).get("sessionId").textValue();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", JSON.createObjectNode());
    }
  }

  /** Shows a page of the given width under the given preferences, and forgets earlier events. */
  void show(URI page, int width, Map<String, String> preferences) {
    ObjectNode size =
        JSON.createObjectNode()
            .put("width", width)
            .put("height", 900)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600);
    call("Emulation.setDeviceMetricsOverride", size);
    ObjectNode media = JSON.createObjectNode();
    var features = media.putArray("features");
    preferences.forEach(
        (name, value) -> features.addObject().put("name", name).put("value", value));
    call("Emulation.setEmulatedMedia", media);
    events.clear();
    call("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
    for (int i = 0; i < SECONDS * 50 && !isLoaded(page); i++) {
      pause();
    }
    if (!isLoaded(page)) {
      throw new AssertionError("the page did not load");
    }
  }

  /** The event alone may be that of the page before. */
  private boolean isLoaded(URI page) {
    return !events("Page.loadEventFired").isEmpty()
        && evaluate("document.readyState + ' ' + location.href")
            .textValue()
            .equals("complete " + page);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The value of an expression in the page. */
  JsonNode evaluate(String expression) {
    ObjectNode what =
        JSON.createObjectNode().put("expression", expression).put("returnByValue", true);
    JsonNode answer = call("Runtime.evaluate", what);
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** Presses and lets go of a key that types nothing. */
  void press(String key, int code) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          JSON.createObjectNode()
              .put("type", type)
              .put("key", key)
              .put("code", key)
              .put("windowsVirtualKeyCode", code));
    }
  }

  /** A part of the page as it is drawn, in PNG. */
  byte[] screenshot(int width, int top, int height) {
    ObjectNode how =
        JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true);
    how.putObject("clip")
        .put("x", 0)
        .put("y", top)
        .put("width", width)
        .put("height", height)
        .put("scale", 1);
    return Base64.getDecoder().decode(call("Page.captureScreenshot", how).get("data").textValue());
  }

  /** What the browser told of one kind since the page was asked for. */
  List<JsonNode> events(String method) {
    return events.stream()
        .filter(event -> method.equals(event.path("method").textValue()))
        .map(event -> event.path("params"))
        .toList();
  }

  private JsonNode call(String method, ObjectNode parameters) {
    int id = ids.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    socket.sendText(message.toString(), true).orTimeout(SECONDS, TimeUnit.SECONDS).join();
    JsonNode got = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (got.has("error")) {
      throw new AssertionError(method + ": " + got.get("error"));
    }
    return got.get("result");
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    delete(profile);
  }

  /** As far as possible: helpers of the browser may still write there. */
  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      return; // What is left is the system's to clear away.
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String message = text.toString();
        text.setLength(0);
        try {
          JsonNode node = JSON.readTree(message);
          CompletableFuture<JsonNode> answer =
              node.has("id") ? pending.remove(node.get("id").intValue()) : null;
          if (answer == null) {
            events.add(node);
          } else {
            answer.complete(node);
          }
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }
}
