package dev.merapi.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The report as Markdown, in Bencher's format and as objects. */
final class WrittenReportTest {

  private static final String SMALL =
      """
      {'counter':[
        {'labels':[['group','p'],['segment','0']],'metric':'total_cycles','value':'1000'},
        {'labels':[['group','p'],['segment','1']],'metric':'total_cycles','value':'500'},
        {'labels':[['group','p'],['segment','0'],['air_name','add']],'metric':'rows','value':'8'},
        {'labels':[['group','p'],['segment','0'],['air_name','add']],'metric':'cells','value':'80'}
      ],'gauge':[
        {'labels':[['group','p'],['segment','0']],'metric':'total_proof_time_ms','value':'2000'},
        {'labels':[['group','p'],['segment','1']],'metric':'total_proof_time_ms','value':'@'},
        {'labels':[],'metric':'verify_time_ms','value':'12.5'}
      ],'environment':{'jvm':'25'}}
      """;

  @Test
  void markdown() {
    Comparison comparison = new Comparison(run("1000"), run("2000"));
    assertThat(MarkdownReport.of(comparison))
        .isEqualTo(
            """
            | Summary | Proof Time (s) | Parallel Proof Time (s) |
            |:---|---:|---:|
            | Total | (-1 [-25.0%]) 3 | 2 |
            | p | (-1 [-25.0%]) 3 | 2 |

            | p |  |  |  |  |  |
            |:---|---:|---:|---:|---:|---:|
            | metric | avg | sum | max | min | count |
            | `total_proof_time_ms` | (-500 [-25.0%]) 1,500 | (-1,000 [-25.0%]) 3,000 | 2,000 | (-1,000 [-50.0%]) 1,000 | 2 |
            | `total_cycles` | 750 | 1,500 | 1,000 | 500 | 2 |
            | `cells` | 80 | 80 | 80 | 80 | 1 |
            | `rows` | 8 | 8 | 8 | 8 | 1 |

            | p by segment | total_proof_time_ms | total_cycles |
            |:---|---:|---:|
            | 0 | 2,000 | 1,000 |
            | 1 | 1,000 | 500 |

            | p by air_name | rows | cells | % of cells |
            |:---|---:|---:|---:|
            | add | 8 | 80 | 100 |

            | outside of groups | labels | value |
            |:---|---:|---:|
            | `verify_time_ms` |  | 12.50 |

            | environment |  | previous run |
            |:---|:---|:---|
            | jvm | 25 | 25 |
            """);
  }

  @Test
  void labelsMakeNoMarkup() {
    Run run =
        TestFiles.run(
            "{'counter':[],'gauge':[{'labels':[['group','<b>|*x*']],"
                + "'metric':'m`|\\\\|\\n','value':'1'}]}");
    String report = MarkdownReport.of(new Comparison(run, null));
    assertThat(report).contains("| \\<b\\>\\|\\*x\\* |").contains("| m\\`\\|\\\\\\|? |");
  }

  @Test
  void bencherFormat() {
    Map<String, Map<String, Map<String, Double>>> benchmarks = BencherFormat.of(run("1000"));
    assertThat(benchmarks.keySet()).containsExactly("p", "p::p");
    assertThat(benchmarks.get("p"))
        .containsEntry("total_proof_time", Map.of("value", 3.0))
        .containsEntry("total_par_proof_time", Map.of("value", 2.0));
    assertThat(benchmarks.get("p::p"))
        .containsEntry("total_cycles::sum", Map.of("value", 1500.0))
        .containsEntry(
            "total_cycles", Map.of("value", 750.0, "lower_value", 500.0, "upper_value", 1000.0));
  }

  @Test
  void objects() {
    Map<String, Object> report = JsonReport.of(new Comparison(run("1000"), run("2000")));
    assertThat(report.keySet()).containsExactly("total", "summary", "groups");
    assertThat(report)
        .extractingByKey("total")
        .isEqualTo(
            Map.of(
                "proofSeconds", 3.0,
                "proofSecondsDifference", -1.0,
                "parallelSeconds", 2.0,
                "parallelSecondsDifference", 0.0));
    assertThat(report.get("groups")).asString().contains("total_cycles={sum=1500.0");
  }

  @Test
  void aFileWithoutMetricsMakesAReport() {
    Comparison nothing = new Comparison(TestFiles.run("{'counter':[],'gauge':[]}"), null);
    assertThat(MarkdownReport.of(nothing)).contains("| Total | 0 | 0 |");
    assertThat(BencherFormat.of(nothing.current())).hasSize(1);
  }

  private static Run run(String millis) {
    return TestFiles.run(SMALL.replace("@", millis));
  }
}
