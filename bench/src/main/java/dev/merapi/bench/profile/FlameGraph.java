package dev.merapi.bench.profile;

import dev.merapi.sdk.profile.Cost;
import dev.merapi.sdk.profile.Frame;
import dev.merapi.sdk.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A profile as a flame graph: an SVG page that needs nothing else. Frames hang from the ones that
 * entered them; a frame is as wide as its weight with that of all below it. Places and widths are
 * shares of the page, so it fits any width without its script, which zooms and searches.
 */
public final class FlameGraph {
  /** Height of a frame with the gap below it. */
  private static final int ROW = 18;

  private static final int TOP = 66;

  /** Frames narrower than this share of the page are not drawn, nor what is below them. */
  private static final double LEAST_SHARE = 1e-4;

  private static final int COLORS = 6;
  private static final int SPREAD = 0x9e3779b1;

  private final Profile profile;
  private final Weight weight;
  private final FrameTree tree;
  private final List<Cost> totals;
  private final double[] start;
  private final double all;

  private FlameGraph(Profile profile, Weight weight) {
    this.profile = profile;
    this.weight = weight;
    this.tree = new FrameTree(profile);
    this.totals = profile.totals();
    this.start = new double[profile.frames().size()];
    this.all = Math.max(1, weight.of(profile.instructions()));
  }

  /**
   * The SVG text.
   *
   * @param title what was profiled
   */
  public static String svg(Profile profile, Weight weight, String title) {
    return new FlameGraph(profile, weight).draw(title);
  }

  private String draw(String title) {
    place(tree.roots(), 0);
    StringBuilder frames = new StringBuilder();
    int deepest = 0;
    int hidden = 0;
    for (int frame : tree.inOrder()) {
      if (share(frame) < LEAST_SHARE) {
        hidden += share(frame) > 0 ? 1 : 0;
        continue;
      }
      place(tree.children(frame), start[frame]);
      deepest = Math.max(deepest, tree.depth(frame));
      frame(frame, frames);
    }
    String heading =
        "%s: %s %s".formatted(title, grouped(weight.of(profile.instructions())), weight.label());
    String note = hidden == 0 ? "" : "Stacks too narrow to draw: " + grouped(hidden);
    return resource("flame.svg")
        .replace("@height@", Integer.toString(TOP + (deepest + 1) * ROW + 8))
        .replace("@style@", resource("flame.css"))
        .replace("@script@", resource("flame.js"))
        .replace("@heading@", escaped(heading))
        .replace("@note@", escaped(note))
        .replace("@frames@", frames);
  }

  private void place(List<Integer> siblings, double from) {
    double at = from;
    for (int frame : siblings) {
      start[frame] = at;
      at += share(frame);
    }
  }

  /** The width of a frame, of 1. */
  private double share(int frame) {
    return weight.of(totals.get(frame)) / all;
  }

  private void frame(int number, StringBuilder out) {
    Frame frame = profile.frames().get(number);
    Cost total = totals.get(number);
    String name = escaped(frame.title());
    String kind =
        switch (frame.kind()) {
          case FUNCTION -> "c" + (frame.name().hashCode() * SPREAD >>> 16) % COLORS;
          case SPAN -> "span";
          case OTHER -> "other";
        };
    out.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"f %s\" x=\"%.4f%%\" width=\"%.4f%%\" y=\"%d\" height=\"%d\">",
            kind,
            100 * start[number],
            100 * share(number),
            TOP + tree.depth(number) * ROW,
            ROW - 1));
    out.append("<title>").append(name).append('\n').append(escaped(what(total, frame.self())));
    out.append("\nentered ").append(grouped(frame.calls())).append(" times</title>");
    out.append("<rect width=\"100%\" height=\"100%\" rx=\"2\"/><text x=\"4\" y=\"12.5\">");
    out.append(name).append("</text></svg>\n");
  }

  /** Both costs, that of the weight first. */
  private String what(Cost total, Cost self) {
    Weight other = weight == Weight.CYCLES ? Weight.CELLS : Weight.CYCLES;
    return line(weight, total, self) + "\n" + line(other, total, self);
  }

  private String line(Weight of, Cost total, Cost self) {
    return String.format(
        Locale.ROOT,
        "%,d %s (%.2f%%), %,d in itself",
        of.of(total),
        of.label(),
        100.0 * of.of(total) / Math.max(1, of.of(profile.instructions())),
        of.of(self));
  }

  private static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Text for XML; a character that XML has no form of becomes the replacement character. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            case '@' -> safe.append("&#64;");
            default -> safe.appendCodePoint(isXml(c) ? c : 0xfffd);
          }
        });
    return safe.toString();
  }

  private static boolean isXml(int c) {
    return c == '\n'
        || c >= 0x20 && c < 0xd800
        || c >= 0xe000 && c < 0xfffe
        || c >= 0x10000 && c <= 0x10ffff;
  }

  private static String resource(String name) {
    try (InputStream in = FlameGraph.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
