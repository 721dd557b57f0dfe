package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.Group;
import dev.merapi.bench.report.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The report as one HTML page. It loads nothing: style and script stand in it, and its content
 * security policy allows these two, by their hashes, and nothing else.
 */
public final class ReportPage {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  private ReportPage() {}

  /**
   * Writes the page.
   *
   * @param comparison what to report
   * @param file what to call the file it comes from
   */
  public static String of(Comparison comparison, String file) {
    String style = resource("report.css") + resource("charts.css");
    String script = resource("report.js");
    String name = name(comparison.current());
    List<Section> sections =
        Stream.<Section>of(
                new SummarySection(comparison),
                new TimeSection(comparison),
                new ChipSection(comparison),
                new MemorySection(comparison),
                new ChangesSection(comparison),
                new GroupsSection(comparison),
                new EnvironmentSection(comparison))
            .filter(Section::present)
            .toList();
    return fill(
        resource("report.html"),
        Map.of(
            "policy", escaped(policy(style, script)),
            "title", escaped((name.isEmpty() ? "" : name + " – ") + "Merapi report"),
            "style", style,
            "script", script,
            "head", head(comparison, name, file),
            "contents", contents(sections),
            "sections", sections(sections)));
  }

  /** The program, and how many others there are beside it. */
  private static String name(Run run) {
    long programs = run.groups().keySet().stream().filter(Group::app).count();
    return run.name() + (programs > 1 ? " and " + (programs - 1) + " more" : "");
  }

  private static String head(Comparison comparison, String name, String file) {
    Markup out = new Markup();
    out.leaf("p", "Merapi · proof report", "class", "eyebrow");
    out.leaf("h1", name.isEmpty() ? "No groups" : name);
    out.leaf("p", file, "class", "source");
    new KeyFigures(comparison, out).write();
    return out.toString();
  }

  private static String contents(List<Section> sections) {
    Markup out = new Markup();
    for (Section section : sections) {
      out.open("li").leaf("a", section.title(), "href", "#" + section.id()).closeLine();
    }
    return out.toString();
  }

  private static String sections(List<Section> sections) {
    Markup out = new Markup();
    for (Section section : sections) {
      String heading = section.id() + "-heading";
      out.open("section", "id", section.id(), "aria-labelledby", heading);
      out.leaf("h2", section.title(), "id", heading);
      section.writeTo(out);
      out.closeLine();
    }
    return out.toString();
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String escaped(String text) {
    return new Markup().text(text).toString();
  }

  /** Puts values in their places; what is put in is not looked at again. */
  private static String fill(String template, Map<String, String> values) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> {
          String value = values.get(place.group(1));
          if (value == null) {
            throw new IllegalStateException("nothing to put at " + place.group());
          }
          return Matcher.quoteReplacement(value);
        });
  }

  static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
