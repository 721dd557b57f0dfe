package dev.merapi.bench.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.TestFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a browser; skipped where no Chromium is installed (Debian: {@code chromium}). */
@Tag("long")
final class ReportPageBrowserTest {

  private static final int TAB = 9;
  private static final int LEFT = 37;
  private static final int RIGHT = 39;
  private static final int DOWN = 40;
  private static final int END = 35;
  private static final Map<String, String> LIGHT = Map.of("prefers-color-scheme", "light");
  private static final Map<String, String> DARK = Map.of("prefers-color-scheme", "dark");

  @TempDir static Path directory;
  private static Optional<Chromium> browser = Optional.empty();
  private static URI page = URI.create("about:blank");
  private static URI hostile = URI.create("about:blank");

  @BeforeAll
  static void openBrowser() throws IOException {
    Optional<Path> binary = Chromium.find();
    if (binary.isEmpty()) {
      return;
    }
    page = write("tree.html", new Comparison(TestFiles.tree(), TestFiles.previous()), "tree.json");
    hostile = write("hostile.html", ReportPageTest.hostile(), ReportPageTest.HOSTILE);
    browser = Optional.of(Chromium.start(binary.get()));
  }

  private static URI write(String name, Comparison comparison, String file) throws IOException {
    return Files.writeString(directory.resolve(name), ReportPage.of(comparison, file)).toUri();
  }

  @AfterAll
  static void closeBrowser() {
    browser.ifPresent(Chromium::close);
  }

  @BeforeEach
  void needsABrowser() {
    assumeTrue(browser.isPresent(), "no chromium on the PATH: the page is not tried in a browser");
  }

  @ParameterizedTest
  @CsvSource({"320,light", "320,dark", "390,light", "390,dark", "1400,light", "1400,dark"})
  void fitsAndSaysAndFetchesNothing(int width, String scheme) {
    for (URI shown : List.of(page, hostile)) {
      chromium().show(shown, width, Map.of("prefers-color-scheme", scheme));
      openAll();
      assertThat(number("document.documentElement.scrollWidth"))
          .as("no sideways scrolling of the page")
          .isLessThanOrEqualTo(width);
      assertThat(
              chromium()
                  .evaluate(
                      "[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, svg, .skip')"
                          + " && e.getBoundingClientRect().right > innerWidth + 0.5)"
                          + ".map(e => e.outerHTML.slice(0, 80)).join('\\n')")
                  .textValue())
          .as("nothing sticks out")
          .isEmpty();
      quiet(shown);
    }
  }

  private static void quiet(URI shown) {
    assertThat(chromium().events("Log.entryAdded")).isEmpty();
    assertThat(chromium().events("Runtime.exceptionThrown")).isEmpty();
    assertThat(chromium().events("Runtime.consoleAPICalled")).isEmpty();
    assertThat(chromium().events("Network.requestWillBeSent"))
        .extracting(event -> event.at("/request/url").textValue())
        .as("the page itself and nothing else")
        .containsExactly(shown.toString());
  }

  @Test
  void scriptsFromAFileDoNotRunAndThePolicyWouldStopThem() {
    chromium().show(hostile, 1400, LIGHT);
    assertThat(chromium().evaluate("window.hacked === undefined").booleanValue()).isTrue();
    assertThat(chromium().evaluate("document.querySelector('h1').textContent").textValue())
        .isEqualTo(ReportPageTest.HOSTILE.strip());
    chromium()
        .evaluate(
            "{ const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
                + " document.body.append(s);"
                + " document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.hacked=1\">');"
                + " document.body.lastElementChild.click(); }");
    assertThat(chromium().evaluate("window.hacked === undefined").booleanValue()).isTrue();
    assertThat(chromium().events("Log.entryAdded"))
        .anyMatch(entry -> entry.toString().contains("Content Security Policy"));
  }

  @Test
  void whatPrintingUnfoldsItFoldsAgain() {
    chromium().show(page, 1400, LIGHT);
    chromium().evaluate("document.querySelector('details').open = true");
    chromium().evaluate("dispatchEvent(new Event('beforeprint'))");
    assertThat(number("document.querySelectorAll('details:not([open])').length")).isZero();
    chromium().evaluate("dispatchEvent(new Event('afterprint'))");
    assertThat(number("document.querySelectorAll('details[open]').length")).isEqualTo(1);
  }

  @Test
  void schemesAreFollowed() {
    List<String> grounds = new ArrayList<>();
    for (Map<String, String> scheme : List.of(LIGHT, DARK)) {
      chromium().show(page, 1400, scheme);
      grounds.add(
          chromium().evaluate("getComputedStyle(document.body).backgroundColor").textValue());
    }
    assertThat(grounds).containsExactly("rgb(246, 244, 240)", "rgb(11, 13, 17)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reduce", "no-preference"})
  void motionIsOnlyForThoseWhoWantIt(String motion) {
    chromium().show(page, 1400, Map.of("prefers-reduced-motion", motion));
    String moves =
        "getComputedStyle(document.documentElement).scrollBehavior + ' '"
            + " + getComputedStyle(document.querySelector('.part')).transitionDuration";
    assertThat(chromium().evaluate(moves).textValue())
        .isEqualTo(motion.equals("reduce") ? "auto 0s" : "smooth 0.12s");
  }

  @Test
  void tabGoesThroughThePageInItsOrderAndFocusIsSeen() {
    chromium().show(page, 1400, LIGHT);
    int stops =
        number(
            "(() => { window.stops = [...document.querySelectorAll("
                + "'a[href], summary, [tabindex=\"0\"]')]"
                + ".filter(e => !e.closest('details:not([open]) > :not(summary)'));"
                + " return stops.length; })()");
    assertThat(stops).isGreaterThan(30);
    for (int i = 0; i < stops; i++) {
      chromium().press("Tab", TAB);
      assertThat(number("window.stops.indexOf(document.activeElement)")).isEqualTo(i);
      JsonNode seen =
          chromium()
              .evaluate(
                  "(() => { const s = getComputedStyle(document.activeElement);"
                      + " const r = document.activeElement.getBoundingClientRect();"
                      + " return s.outlineStyle + ' ' + parseFloat(s.outlineWidth) + ' '"
                      + " + (r.width > 0 && r.left >= 0); })()");
      assertThat(seen.textValue()).as("stop %d", i).isEqualTo("solid 3 true");
    }
  }

  @Test
  void arrowsMoveWithinAChartAndThePartIsTold() {
    chromium().show(page, 1400, LIGHT);
    chromium().evaluate("document.querySelectorAll('.chart')[1].querySelector('.part').focus()");
    assertThat(focused()).startsWith("segment 0 · Execution");
    chromium().press("ArrowRight", RIGHT);
    assertThat(focused()).startsWith("segment 0 · Traces");
    chromium().press("ArrowDown", DOWN);
    assertThat(focused()).startsWith("segment 0, previous run · Traces");
    chromium().press("ArrowLeft", LEFT);
    chromium().press("ArrowLeft", LEFT);
    assertThat(focused()).startsWith("segment 0, previous run · Execution");
    chromium().press("End", END);
    assertThat(focused()).startsWith("segment 2, previous run · Not divided further");
    assertThat(
            chromium().evaluate("document.querySelectorAll('.readout')[1].textContent").textValue())
        .isEqualTo(focused());
    chromium().press("Tab", TAB);
    assertThat(chromium().evaluate("document.activeElement.localName").textValue())
        .as("one stop a chart")
        .isEqualTo("summary");
  }

  private static String focused() {
    return chromium().evaluate("document.activeElement.getAttribute('aria-label')").textValue();
  }

  private static void openAll() {
    chromium().evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
  }

  private static int number(String expression) {
    return chromium().evaluate(expression).intValue();
  }

  private static Chromium chromium() {
    return browser.orElseThrow();
  }
}
