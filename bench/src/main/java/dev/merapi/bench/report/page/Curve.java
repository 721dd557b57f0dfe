package dev.merapi.bench.report.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A chart of bytes over time: a line with a point for each proof, and one of the previous run. */
record Curve(String label, List<Point> now, List<Point> before) {

  /** So many bytes at a time. */
  record Point(String name, double millis, double bytes) {}

  private static final int STEPS = 4;

  void writeTo(Markup out) {
    double width = Math.max(last(now), last(before));
    double step = step(Math.max(greatest(now), greatest(before)));
    double height = STEPS * step;
    out.open("div", "class", "chart plot", "role", "group", "aria-label", label);
    out.open("div", "class", "y-axis", "aria-hidden", "true");
    for (int i = STEPS; i >= 0; i--) {
      out.leaf("span", i == 0 ? "0" : Units.bytes(i * step).replace(".00", ""));
    }
    out.closeLine();
    out.open("svg", "class", "area", "focusable", "false");
    for (int i = 0; i <= STEPS; i++) {
      String y = Bars.percent(i / (double) STEPS);
      out.shape("line", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y);
    }
    line(out, "line was", before, width, height);
    line(out, "line", now, width, height);
    boolean first = true;
    for (Point point : now) {
      out.shape(
          "circle",
          "class",
          "part memory point",
          "cx",
          Bars.percent(fraction(point.millis(), width)),
          "cy",
          Bars.percent(1 - fraction(point.bytes(), height)),
          "r",
          "5",
          "tabindex",
          first ? "0" : "-1",
          "role",
          "img",
          "aria-label",
          point.name() + " · " + Units.bytes(point.bytes()) + " · " + Units.time(point.millis()));
      first = false;
    }
    out.closeLine();
    out.open("div", "class", "x-axis", "aria-hidden", "true");
    out.leaf("span", "0");
    out.leaf("span", "time of proving");
    out.leaf("span", Units.time(width));
    out.closeLine();
    out.leaf("p", "", "class", "readout", "aria-hidden", "true");
    out.closeLine();
  }

  /** The line lies in a drawing of its own, a hundred units square, that is stretched to fit. */
  private static void line(
      Markup out, String style, List<Point> points, double width, double height) {
    if (points.isEmpty()) {
      return;
    }
    out.open(
        "svg",
        "viewBox",
        "0 0 100 100",
        "preserveAspectRatio",
        "none",
        "width",
        "100%",
        "height",
        "100%");
    String at =
        points.stream()
            .map(point ->
                String.format(
                    Locale.ROOT,
                    "%.3f,%.3f",
                    100 * fraction(point.millis(), width),
                    100 - 100 * fraction(point.bytes(), height)))
            .collect(Collectors.joining(" "));
    out.shape("polyline", "class", style, "points", at, "vector-effect", "non-scaling-stroke");
    out.close();
  }

  /** A power of two of which {@link #STEPS} reach the greatest value. */
  private static double step(double greatest) {
    double step = 1;
    while (step * STEPS < greatest) {
      step *= 2;
    }
    return step;
  }

  private static double fraction(double value, double of) {
    return of == 0 ? 0 : value / of;
  }

  private static double last(List<Point> points) {
    return points.isEmpty() ? 0 : points.getLast().millis();
  }

  private static double greatest(List<Point> points) {
    return points.stream().mapToDouble(Point::bytes).max().orElse(0);
  }
}
