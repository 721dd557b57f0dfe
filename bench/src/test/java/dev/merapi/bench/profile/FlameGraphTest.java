package dev.merapi.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FlameGraphTest {

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> frames(Document document) {
    NodeList all = document.getElementsByTagName("svg");
    List<Element> frames = new ArrayList<>();
    for (int i = 1; i < all.getLength(); i++) {
      frames.add((Element) all.item(i));
    }
    return frames;
  }

  private static double percent(Element frame, String attribute) {
    String value = frame.getAttribute(attribute);
    assertThat(value).endsWith("%");
    return Double.parseDouble(value.substring(0, value.length() - 1));
  }

  @Test
  void framesAreAsWideAsTheirWeight() throws Exception {
    List<Element> frames = frames(parse(FlameGraph.svg(Profiles.small(), Weight.CYCLES, "x.elf")));
    assertThat(frames).hasSize(5);
    assertThat(frames)
        .extracting(f -> percent(f, "width"))
        .containsExactly(100.0, 80.0, 50.0, 10.0, 10.0);
    assertThat(frames).extracting(f -> percent(f, "x")).containsExactly(0.0, 0.0, 0.0, 80.0, 80.0);
    assertThat(frames.get(2).getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(
            "sort\n500 cycles (50.00%), 500 in itself\n15,000 cells (37.50%), 15,000 in itself\nentered 4 times");
    assertThat(frames.get(4).getAttribute("class")).contains("span");
    List<Element> byCells = frames(parse(FlameGraph.svg(Profiles.small(), Weight.CELLS, "x.elf")));
    assertThat(byCells.get(4).getElementsByTagName("title").item(0).getTextContent())
        .startsWith("[rounds]\n12,000 cells (30.00%), 12,000 in itself\n100 cycles (10.00%)");
    assertThat(byCells)
        .extracting(f -> percent(f, "width"))
        .containsExactly(100.0, 60.0, 37.5, 30.0, 30.0);
  }

  @Test
  void hostileNamesStayText() throws Exception {
    String svg = FlameGraph.svg(Profiles.hostile(), Weight.CYCLES, Profiles.HOSTILE);
    Document document = parse(svg);
    assertThat(document.getElementsByTagName("script").getLength()).isEqualTo(1);
    assertThat(frames(document)).hasSize(3);
    assertThat(frames(document).getFirst().getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo(Profiles.HOSTILE.replace('\ufffe', '\ufffd'));
  }

  @Test
  void needsNothingElse() {
    String svg = FlameGraph.svg(Profiles.small(), Weight.CYCLES, "x.elf");
    assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContain("http:", "https:", "src=", "href=", "url(", "@import");
    assertThat(svg).contains("prefers-color-scheme: dark").doesNotContain("@frames@", "@style@");
  }

  @Test
  void narrowFramesAreCountedAndNotDrawn() throws Exception {
    List<dev.merapi.sdk.profile.Frame> frames = new ArrayList<>(Profiles.small().frames());
    frames.add(
        new dev.merapi.sdk.profile.Frame(
            0,
            dev.merapi.sdk.profile.Frame.Kind.FUNCTION,
            "tiny",
            4,
            1,
            new dev.merapi.sdk.profile.Cost(1, 1, 1)));
    String svg = FlameGraph.svg(Profiles.of(frames), Weight.CELLS, "x.elf");
    assertThat(frames(parse(svg))).hasSize(5);
    assertThat(svg).contains("Stacks too narrow to draw: 1<");
  }

  @Test
  void deepAndEmptyProfilesAreDrawn() throws Exception {
    assertThat(frames(parse(FlameGraph.svg(Profiles.deep(512), Weight.CYCLES, "x")))).hasSize(512);
    assertThat(frames(parse(FlameGraph.svg(Profiles.empty(), Weight.CYCLES, "x")))).isEmpty();
    assertThat(
            FlameGraph.svg(Profiles.deep(3), Weight.CYCLES, "x").getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(20_000);
  }
}
