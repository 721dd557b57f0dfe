package dev.merapi.bench.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.TestFiles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page as text: what it is made of, and that it needs and lets in nothing else. */
final class ReportPageTest {

  /** What a file may hold to break out of text, of an attribute and of a template. */
  static final String HOSTILE =
      "</script></style><script>window.hacked=1</script>"
          + "\"'><img src=x onerror=window.hacked=1> {{style}} &lt;";

  private static final String PAGE =
      ReportPage.of(new Comparison(TestFiles.tree(), TestFiles.previous()), "tree.json");

  /** A comparison whose every name and value is {@link #HOSTILE}. */
  static Comparison hostile() {
    String text = HOSTILE.replace("\"", "\\\"");
    String labels = "[[\"group\",\"" + text + "\"],[\"segment\",\"%d" + text + "\"]";
    String proof = "{\"labels\":" + labels + "],\"metric\":\"%s\",\"value\":\"5\"}";
    String chip =
        "{\"labels\":"
            + labels
            + ",[\"air_name\",\""
            + text
            + "\"]],\"metric\":\"cells\",\"value\":\"5\"}";
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      for (String metric :
          List.of("total_proof_time_ms", "pcs_opening_time_ms", "peak_memory_bytes", text)) {
        entries.add(proof.formatted(i, metric));
      }
      entries.add(chip.formatted(i));
    }
    entries.add(
        "{\"labels\":[[\""
            + text
            + "\",\""
            + text
            + "\"]],\"metric\":\""
            + text
            + "\",\"value\":\"1\"}");
    String json =
        "{\"counter\":[],\"gauge\":["
            + String.join(",", entries)
            + "],\"environment\":{\""
            + text
            + "\":\""
            + text
            + "\"}}";
    return new Comparison(
        TestFiles.run(json.replace("'", "\\u0027")),
        TestFiles.run(json.replace("'", "\\u0027").replace("\"5\"", "\"4\"")));
  }

  @Test
  void loadsNothing() {
    for (String page : List.of(PAGE, ReportPage.of(hostile(), HOSTILE))) {
      String tags = String.join("\n", find("<[a-z][^>]*>", page)).replaceAll("\"[^\"]*\"", "\"\"");
      assertThat(tags).doesNotContainPattern("\\s(src|srcset|style|action|data|on[a-z]+)=");
      assertThat(tags).doesNotContain("<link", "<img", "<iframe", "<object", "<base", "xlink");
      assertThat(find("href=\"([^\"]*)\"", page)).allMatch(href -> href.startsWith("href=\"#"));
      assertThat(page.replace(HOSTILE, ""))
          .doesNotContain("http:", "https:", "url(", "@import", "import(", "fetch(", "eval(");
    }
  }

  @Test
  void policyAllowsTheStyleAndTheScriptThatAreThereAndNothingElse() throws Exception {
    String policy = find("Content-Security-Policy\" content=\"([^\"]*)\"", PAGE).getFirst();
    assertThat(policy.replace("&#39;", "'"))
        .contains(
            "content=\"default-src 'none'; style-src '"
                + hash("style")
                + "'; script-src '"
                + hash("script")
                + "'; base-uri 'none'; form-action 'none'\"");
    assertThat(PAGE.indexOf("Content-Security-Policy")).isLessThan(PAGE.indexOf("<style>"));
  }

  private static String hash(String tag) throws Exception {
    assertThat(find("<" + tag + "\\b", PAGE)).hasSize(1);
    Matcher element = Pattern.compile("(?s)<" + tag + ">(.*?)</" + tag).matcher(PAGE);
    assertThat(element.find()).isTrue();
    byte[] text = element.group(1).getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void whatAFileHoldsStaysText() {
    String page = ReportPage.of(hostile(), HOSTILE);
    assertThat(page).doesNotContain("<script>window", "<img", "window.hacked=1>");
    assertThat(find("</?script", page)).hasSize(2);
    assertThat(find("</?style", page)).hasSize(2);
    assertThat(page)
        .contains(
            "&lt;/script&gt;&lt;/style&gt;&lt;script&gt;window.hacked=1&lt;/script&gt;"
                + "&quot;&#39;&gt;&lt;img src=x onerror=window.hacked=1&gt; {{style}} &amp;lt;");
  }

  @Test
  void charactersThatDeceiveAreNotShown() {
    assertThat(new Markup().text("a\u202Eb\u0000c\u0085d\ne").toString())
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\ne");
  }

  @Test
  void contentsLeadToSections() {
    List<String> ids = find(" id=\"([^\"]*)\"", PAGE).stream().map(ReportPageTest::value).toList();
    assertThat(ids)
        .doesNotHaveDuplicates()
        .contains("time", "chips", "memory", "changes", "environment");
    assertThat(find("href=\"#[^\"]*\"", PAGE))
        .hasSizeGreaterThan(7)
        .allMatch(href -> ids.contains(value(href).substring(1)));
    assertThat(find("aria-labelledby=\"[^\"]*\"", PAGE)).allMatch(at -> ids.contains(value(at)));
  }

  @Test
  void headingsNest() {
    List<String> headings = find("<h[1-6]", PAGE);
    assertThat(headings.getFirst()).isEqualTo("<h1");
    assertThat(headings).filteredOn("<h1"::equals).hasSize(1);
    assertThat(headings).contains("<h2", "<h3").doesNotContain("<h4");
    assertThat(PAGE).contains("<html lang=\"en\">", "<main id=\"content\"", "<nav aria-label=");
  }

  @Test
  void tablesAreTablesToEveryReader() {
    int tables = find("<table", PAGE).size();
    assertThat(tables).isGreaterThan(15);
    assertThat(find("<table[^>]*><caption>[^<]+</caption>", PAGE)).hasSize(tables);
    assertThat(find("<th\\b[^>]*>", PAGE)).allMatch(th -> th.contains("scope="));
    assertThat(
            find(
                "<div class=\"scroll\" role=\"region\" aria-label=\"[^\"]+\" tabindex=\"0\">",
                PAGE))
        .hasSize(tables);
  }

  @Test
  void chartsHaveNamesAndOnePlaceToTabTo() {
    String[] charts = PAGE.split("<div class=\"chart", -1);
    assertThat(charts).hasSizeGreaterThan(9);
    for (int i = 1; i < charts.length; i++) {
      String chart = charts[i].substring(0, charts[i].indexOf("class=\"readout\""));
      assertThat(chart).containsPattern("^[^>]* role=\"group\" aria-label=\"[^\"]+\"");
      assertThat(find("tabindex=\"0\"", chart)).as(chart).hasSize(1);
      assertThat(find("role=\"img\" aria-label=\"[^\"]+\"", chart))
          .isNotEmpty()
          .hasSameSizeAs(find("class=\"part ", chart));
    }
  }

  @Test
  void barsAreAsLongAsTheyShouldBe() {
    String chart = PAGE.substring(PAGE.indexOf("Time of the phases of fibonacci, by segment\""));
    String bar = chart.substring(chart.indexOf("<svg class=\"bar now"), chart.indexOf("</svg>"));
    double end = 0;
    Matcher part = Pattern.compile("x=\"([0-9.]+)%\" width=\"([0-9.]+)%\"").matcher(bar);
    while (part.find()) {
      assertThat(Double.parseDouble(part.group(1))).isBetween(end - 0.002, end + 0.002);
      end = Double.parseDouble(part.group(1)) + Double.parseDouble(part.group(2));
    }
    assertThat(end).as("4 s, where the longest of both runs takes 5").isBetween(79.99, 80.01);
    assertThat(bar).contains("segment 0 · Opening · 720 ms · 18 %");
  }

  @Test
  void speedOfAGroupThatWasProvenTwiceIsThatOfItsLastRun() {
    assertThat(repeated("2"))
        .contains("<dt>Speed</dt>", ">1.00 k<")
        .doesNotContain("several times");
    assertThat(repeated("4"))
        .contains("<dt>Speed</dt>", ">700<", "Proven several times under the same labels: g.");
    assertThat(ReportPage.of(new Comparison(TestFiles.run(twice("4", "x")), null), "a.json"))
        .doesNotContain("<dt>Speed</dt>");
  }

  private static String repeated(String segments) {
    String json = twice(segments, "cycles_per_second");
    return ReportPage.of(new Comparison(TestFiles.run(json), null), "a.json");
  }

  private static String twice(String segments, String speed) {
    String entry = "{'labels':[['group','g']],'metric':'%s','value':'%s'}";
    return "{'counter':["
        + entry.formatted("num_segments", segments)
        + ","
        + entry.formatted("total_cycles", "2000")
        + "],'gauge':["
        + entry.formatted("segments_planned", "2")
        + ","
        + entry.formatted(speed, "700")
        + ","
        + entry.formatted("total_proof_time_ms", "2000")
        + "]}";
  }

  @Test
  void onlyWhatIsBetterLessOrMoreIsColoured() {
    String form = "{'counter':[],'gauge':[{'labels':[['group','g']],'metric':'%s','value':'%s'}]}";
    for (String[] want :
        new String[][] {
          {"num_children", "same"},
          {"fri.log_blowup", "same"},
          {"segments_done", "same"},
          {"rows", "same"},
          {"execute_time_ms", "worse"},
          {"proof_size_bytes", "worse"},
          {"total_cells_used", "worse"},
          {"cycles_per_second", "better"}
        }) {
      Comparison more =
          new Comparison(
              TestFiles.run(form.formatted(want[0], "3")),
              TestFiles.run(form.formatted(want[0], "2")));
      assertThat(find("<td class=\"[a-z]+\">\\+50.0 %", ReportPage.of(more, "a.json")))
          .as(want[0])
          .isNotEmpty()
          .allMatch(cell -> cell.contains('"' + want[1] + '"'));
    }
  }

  @Test
  void everyChartHasItsNumbersBehindItThoseOfThePreviousRunToo() {
    String[] charts = PAGE.split("<div class=\"chart", -1);
    for (int i = 1; i < charts.length; i++) {
      assertThat(charts[i]).contains("<details><summary>The numbers: ");
    }
    assertThat(PAGE).contains("Peak memory so far, by the end of each proof");
    String memory = PAGE.substring(PAGE.indexOf("The numbers: peak memory by proof"));
    assertThat(memory.substring(0, memory.indexOf("</table>"))).contains(", previous run</th>");
    String time = PAGE.substring(PAGE.indexOf("The numbers: time of the phases by group"));
    assertThat(time.substring(0, time.indexOf("</table>"))).contains("leaf, previous run</th>");
  }

  @Test
  void theSameFilesMakeTheSamePage() {
    assertThat(ReportPage.of(new Comparison(TestFiles.tree(), TestFiles.previous()), "tree.json"))
        .isEqualTo(PAGE);
  }

  @Test
  void aFileWithoutMetricsMakesAPage() {
    Comparison nothing = new Comparison(TestFiles.run("{'counter':[],'gauge':[]}"), null);
    assertThat(ReportPage.of(nothing, "a.json")).contains("The file holds no metrics.");
  }

  private static String value(String attribute) {
    return attribute.substring(attribute.indexOf('"') + 1, attribute.length() - 1);
  }

  private static List<String> find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group()).toList();
  }
}
