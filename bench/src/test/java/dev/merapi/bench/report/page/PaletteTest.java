package dev.merapi.bench.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The colours of the page, in both schemes: contrast as WCAG 2 reckons it, and the distance of the
 * phases in OKLab as eyes of each kind see them.
 */
final class PaletteTest {

  /** WCAG 1.4.3, level AA. */
  private static final double TEXT = 4.5;

  /** WCAG 1.4.11: parts of graphics and the focus. */
  private static final double GRAPHICS = 3;

  /** Four times a difference that is just noticed. */
  private static final double DISTINCT = 0.08;

  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");

  /** Machado, Oliveira and Fernandes (2009), severity 1: what is left of linear RGB. */
  private static final Map<String, double[][]> EYES =
      Map.of(
          "trichromat",
          new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
          "protanope",
          new double[][] {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
          },
          "deuteranope",
          new double[][] {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
          },
          "tritanope",
          new double[][] {
            {1.255528, -0.076749, -0.178779},
            {-0.078411, 0.930809, 0.147602},
            {0.004733, 0.691367, 0.303900}
          });

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textCanBeRead(String scheme) {
    Map<String, double[]> colours = colours(scheme);
    for (String ground : List.of("page", "surface")) {
      for (String text : List.of("text", "muted", "accent", "better", "worse")) {
        assertThat(contrast(colours.get(text), colours.get(ground)))
            .as("%s on %s, %s", text, ground, scheme)
            .isGreaterThanOrEqualTo(TEXT);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void graphicsStandOut(String scheme) {
    Map<String, double[]> colours = colours(scheme);
    for (Phase phase : Phase.values()) {
      assertThat(contrast(colours.get(phase.style()), colours.get("surface")))
          .as("%s, %s", phase, scheme)
          .isGreaterThanOrEqualTo(GRAPHICS);
    }
    for (String part :
        List.of(
            "main-cells", "bus-cells", "committed-cells", "rows", "memory", "focus", "control")) {
      assertThat(contrast(colours.get(part), colours.get("surface")))
          .as("%s, %s", part, scheme)
          .isGreaterThanOrEqualTo(GRAPHICS);
    }
    assertThat(contrast(colours.get("focus"), colours.get("page")))
        .isGreaterThanOrEqualTo(GRAPHICS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void phasesAreToldApartByEveryEye(String scheme) {
    Map<String, double[]> colours = colours(scheme);
    List<String> phases = List.of(Phase.values()).stream().map(Phase::style).toList();
    EYES.forEach((eye, matrix) -> {
      told(colours, phases, eye, matrix);
      told(colours, List.of("main-cells", "bus-cells", "committed-cells", "rows"), eye, matrix);
    });
  }

  private static void told(
      Map<String, double[]> colours, List<String> names, String eye, double[][] matrix) {
    for (String one : names) {
      for (String other : names) {
        if (!one.equals(other)) {
          double[] a = lab(times(matrix, colours.get(one)));
          double[] b = lab(times(matrix, colours.get(other)));
          double distance = Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
          assertThat(distance)
              .as("%s and %s to a %s", one, other, eye)
              .isGreaterThanOrEqualTo(DISTINCT);
        }
      }
    }
  }

  @Test
  void theMeasuresAreRight() {
    double[] white = linear("#ffffff");
    assertThat(contrast(white, linear("#000000"))).isEqualTo(21);
    assertThat(contrast(white, linear("#767676"))).isBetween(4.54, 4.55);
    assertThat(lab(white)[0]).isBetween(0.9999, 1.0001);
    assertThat(lab(linear("#ff0000"))[0]).isBetween(0.627, 0.629);
  }

  private static Map<String, double[]> colours(String scheme) {
    String css = ReportPage.resource("report.css");
    int dark = css.indexOf("@media (prefers-color-scheme: dark)");
    int end = css.indexOf("\n}\n", dark);
    String rules = scheme.equals("light") ? css.substring(0, dark) : css.substring(dark, end);
    Map<String, double[]> colours = new HashMap<>();
    Matcher found = COLOUR.matcher(rules);
    while (found.find()) {
      colours.put(found.group(1), linear(found.group(2)));
    }
    assertThat(colours).hasSizeGreaterThan(20);
    return colours;
  }

  private static double[] linear(String hex) {
    double[] rgb = new double[3];
    for (int i = 0; i < 3; i++) {
      double value = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      rgb[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
    return rgb;
  }

  private static double contrast(double[] one, double[] other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(double[] rgb) {
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
      product[i] = Math.clamp(product[i], 0, 1);
    }
    return product;
  }

  private static double[] lab(double[] rgb) {
    double[] cones = new double[3];
    double[][] toCones = {
      {0.4122214708, 0.5363325363, 0.0514459929},
      {0.2119034982, 0.6806995451, 0.1073969566},
      {0.0883024619, 0.2817188376, 0.6299787005}
    };
    double[][] toLab = {
      {0.2104542553, 0.7936177850, -0.0040720468},
      {1.9779984951, -2.4285922050, 0.4505937099},
      {0.0259040371, 0.7827717662, -0.8086757660}
    };
    double[] lab = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        cones[i] += toCones[i][j] * rgb[j];
      }
      cones[i] = Math.cbrt(cones[i]);
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        lab[i] += toLab[i][j] * cones[j];
      }
    }
    return lab;
  }
}
