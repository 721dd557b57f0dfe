package dev.merapi.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricEntry.Kind;
import dev.merapi.metrics.MetricsFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a metrics file, and what is said of a file that is none. */
final class MetricsReaderTest {

  private static final String ENTRY = "{'labels':[['group','g']],'metric':'m','value':'1'}";

  @Test
  void readsWhatTheMetricsModuleWrites() {
    MetricsDocument document =
        TestFiles.document(
            "{'counter':[{'labels':[['group','leaf'],['idx','0']],'metric':'rows','value':'8'}],"
                + "'gauge':[{'labels':[],'metric':'verify_time_ms','value':'1.5e2'}],"
                + "'environment':{'jvm':'x','cores':2},'later':[1]}");
    assertThat(document.entries())
        .extracting(MetricEntry::kind, MetricEntry::name, MetricEntry::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.COUNTER, "rows", 8.0),
            org.assertj.core.groups.Tuple.tuple(Kind.GAUGE, "verify_time_ms", 150.0));
    assertThat(document.entries().getFirst().labels().list())
        .containsExactly(new Label("group", "leaf"), new Label("idx", "0"));
    assertThat(document.environment())
        .containsExactly(Map.entry("jvm", "x"), Map.entry("cores", "2"));

    String written = MetricsFile.json(document.entries(), document.environment());
    assertThat(MetricsDocument.parse("b", written.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(document);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "#is empty",
        "{#no JSON at line 1",
        "{'counter':[],'gauge':[]}}#no JSON at line 1, column",
        "{'counter':[],'counter':[],'gauge':[]}#Duplicate field 'counter'",
        "[]#the file must be an object with the keys counter and gauge, not []",
        "{'gauge':[]}#counter is missing",
        "{'counter':[]}#gauge is missing",
        "{'counter':{},'gauge':[]}#counter must be a list, not {}",
        "{'counter':[7],'gauge':[]}#counter[0] must be an object, not 7",
        "{'counter':[@,{'labels':[],'value':'1'}],'gauge':[]}#counter[1].metric is missing",
        "{'counter':[],'gauge':[{'metric':'m','value':'1'}]}#gauge[0].labels is missing",
        "{'counter':[],'gauge':[{'metric':'m','labels':[]}]}#gauge[0].value is missing",
        "{'counter':[],'gauge':[{'metric':'m','labels':[],'value':1}]}#gauge[0].value must be a string, not 1",
        "{'counter':[],'gauge':[{'metric':'m','labels':[],'value':'1s'}]}#gauge[0].value of m is no number: '1s'",
        "{'counter':[],'gauge':[{'metric':'m','labels':[],'value':'NaN'}]}#no number: 'NaN'",
        "{'counter':[],'gauge':[{'metric':'m','labels':[],'value':'1e999'}]}#no number: '1e999'",
        "{'counter':[],'gauge':[{'metric':'m','labels':[],'value':'0x1p3'}]}#no number",
        "{'counter':[],'gauge':[{'metric':'m','labels':[],'value':' 1'}]}#no number",
        "{'counter':[],'gauge':[{'metric':'','labels':[],'value':'1'}]}#gauge[0].metric is empty",
        "{'counter':[],'gauge':[{'metric':'m','labels':{'a':'b'},'value':'1'}]}#gauge[0].labels must be a list",
        "{'counter':[],'gauge':[{'metric':'m','labels':[['a']],'value':'1'}]}#gauge[0].labels[0] must be a pair of strings, not ['a']",
        "{'counter':[],'gauge':[{'metric':'m','labels':[['a',1]],'value':'1'}]}#labels[0] must be a pair of strings",
        "{'counter':[],'gauge':[{'metric':'m','labels':[['a','1'],['a','2']],'value':'1'}]}#labels[1] sets 'a' again",
        "{'counter':[],'gauge':[],'environment':[]}#environment must be an object, not []",
        "{'counter':[],'gauge':[],'environment':{'a':[]}}#environment.a must be a string, not []",
      })
  void badFileIsRefusedInOneLine(String json, String problem) {
    String file = (json == null ? "" : json).replace("@", ENTRY);
    assertThatThrownBy(() -> TestFiles.document(file))
        .isInstanceOf(MetricsFormatException.class)
        .hasMessageStartingWith("a.json: ")
        .hasMessageContaining(problem.replace("'", problem.contains("Duplicate") ? "'" : "\""))
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "+3", "1.", ".5", "2E3", "9007199254740993"})
  void decimalNumbersAreRead(String value) {
    String json = "{'counter':[],'gauge':[{'metric':'m','labels':[],'value':'" + value + "'}]}";
    assertThat(TestFiles.document(json).entries().getFirst().value())
        .isEqualTo(Double.parseDouble(value));
  }

  @Test
  void messageHoldsNoControlCharacters() {
    assertThatThrownBy(() ->
            TestFiles.document(
                "{'counter':[],'gauge':[{'metric':'m','labels':[],'value':'\\u001b[31m\\n'}]}"))
        .hasMessage("a.json: gauge[0].value of m is no number: \"\\u001b[31m\\n\"");
  }

  @Test
  void brokenFilesAreNeverAnythingElse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] good =
        ("{\"counter\":[" + ENTRY.replace('\'', '"') + "],\"gauge\":[],\"environment\":{}}")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = good.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        List<MetricEntry> entries = MetricsDocument.parse("a", bytes).entries();
        assertThat(entries).hasSizeLessThanOrEqualTo(1);
      } catch (MetricsFormatException e) {
        assertThat(e.getMessage()).as("seed %d", seed).startsWith("a: ").hasLineCount(1);
      }
    }
  }
}
