package dev.merapi.vm.soundness;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Interaction;
import dev.merapi.vm.soundness.ForgerySearch.Found;
import dev.merapi.vm.soundness.Judgement.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The library of forgeries as tables. */
final class ForgeryReport {
  private static final int LONG = 140;

  private final ForgeryLibrary library;
  private final List<Subject> subjects;

  ForgeryReport(ForgeryLibrary library, List<Subject> subjects) {
    this.library = library;
    this.subjects = subjects;
  }

  /** A line a constraint; those of an array are one. */
  String constraints() {
    StringBuilder lines =
        new StringBuilder("| table | constraint | stops alone | which would say |\n");
    lines.append("| --- | --- | --- | --- |\n");
    for (Subject subject : subjects) {
      Map<String, List<Found>> families = new LinkedHashMap<>();
      for (Defence defence : Defence.of(subject.air())) {
        Found found = found(subject, defence);
        if (!defence.message() && found != null) {
          String name = subject.air().constraints().get(defence.index()).name();
          String family = name.replaceAll("\\d+", "n").replace(" (n)", "");
          families.computeIfAbsent(family + " " + found.meaning(), f -> new ArrayList<>());
          families.getOrDefault(family + " " + found.meaning(), List.of()).add(found);
        }
      }
      families.forEach((family, found) -> {
        String name = family.substring(0, family.lastIndexOf(' '));
        lines.append("| ").append(subject.air().name()).append(" | ").append(name);
        lines.append(found.size() > 1 ? " (" + found.size() + ")" : "");
        lines.append(" | ").append(describe(subject, found.getFirst())).append(" | ");
        lines.append(says(found.getFirst().meaning())).append(" |\n");
      });
    }
    return lines.toString();
  }

  /** A line a message. */
  String messages() {
    StringBuilder lines =
        new StringBuilder("| table | message | stops alone | false | harmless | constant |\n");
    lines.append("| --- | --- | --- | --- | --- | --- |\n");
    for (Subject subject : subjects) {
      CompiledAir air = subject.air();
      for (int i = 0; i < air.interactions().size(); i++) {
        Found whole = found(subject, Defence.message(i, -1));
        if (whole != null) {
          lines.append("| ").append(air.name()).append(" | ");
          lines.append(Defence.message(i, -1).name(air)).append(" | ");
          lines.append(describe(subject, whole)).append(" | ").append(fields(subject, i));
          lines.append(" |\n");
        }
      }
    }
    return lines.toString();
  }

  private String fields(Subject subject, int index) {
    StringBuilder forged = new StringBuilder();
    StringBuilder harmless = new StringBuilder();
    StringBuilder constant = new StringBuilder();
    Interaction interaction = subject.air().interactions().get(index);
    for (int k = 0; k < interaction.message().size(); k++) {
      Found found = found(subject, Defence.message(index, k));
      StringBuilder list =
          Defence.isConstant(subject.air(), interaction.message().get(k))
              ? constant
              : found == null ? null : found.meaning() == Meaning.FORGED ? forged : harmless;
      if (list != null) {
        list.append(list.isEmpty() ? "" : " ").append(k);
      }
    }
    return forged + " | " + harmless + " | " + constant;
  }

  /** What stays without a forgery, and why. */
  String kept() {
    StringBuilder lines = new StringBuilder("| table | part | why it stays |\n");
    lines.append("| --- | --- | --- |\n");
    for (Subject subject : subjects) {
      for (Defence defence : Defence.of(subject.air())) {
        String name = defence.name(subject.air());
        String reason = Kept.REASONS.getOrDefault(subject.air().name(), Map.of()).get(name);
        if (reason != null) {
          lines.append("| ").append(subject.air().name()).append(" | ").append(name);
          lines.append(" | ").append(reason).append(" |\n");
        }
      }
    }
    return lines.toString();
  }

  private @Nullable Found found(Subject subject, Defence defence) {
    return library.of(subject.air().name()).get(defence.name(subject.air()));
  }

  private static String describe(Subject subject, Found found) {
    String text = found.change().describe(subject.air());
    if (text.length() <= LONG) {
      return text;
    }
    return text.substring(0, text.lastIndexOf(',', LONG))
        + " … ("
        + found.change().cells().size()
        + " cells)";
  }

  private static String says(Meaning meaning) {
    return switch (meaning) {
      case FORGED -> "something false";
      case SAME -> "the same";
      case SILENT -> "nothing";
    };
  }
}
