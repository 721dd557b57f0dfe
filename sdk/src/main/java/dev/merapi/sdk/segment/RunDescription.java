package dev.merapi.sdk.segment;

import dev.merapi.sdk.store.SealedFile;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run is: two runs of one description have the same segments, and the same proofs of them.
 *
 * @param facts each fact's name and value, in a fixed order; values are one line
 */
public record RunDescription(Map<String, String> facts) {

  /** Copies the facts. */
  public RunDescription {
    facts = new LinkedHashMap<>(facts);
  }

  /**
   * The description of a run.
   *
   * @param machine the commitment of the machine, hexadecimal
   * @param program the commitment of the program, hexadecimal
   * @param input a digest of the guest's input
   * @param segments instructions of each segment
   */
  public static RunDescription of(
      String machine, String program, byte[] input, List<Long> segments) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("machine", machine);
    facts.put("program", program);
    facts.put("input", HexFormat.of().formatHex(input));
    facts.put("segments", segments.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    return new RunDescription(facts);
  }

  /** The first fact that is another one in a description. */
  Optional<String> difference(String other) {
    List<String> lines = other.lines().toList();
    int at = 0;
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      if (at >= lines.size() || !lines.get(at++).equals(line(fact))) {
        return Optional.of(fact.getKey());
      }
    }
    return Optional.empty();
  }

  /** The description as lines of text. */
  String text() {
    return facts.entrySet().stream().map(f -> line(f) + "\n").collect(Collectors.joining());
  }

  private static String line(Map.Entry<String, String> fact) {
    return fact.getKey() + " " + fact.getValue();
  }

  /** 32 bytes that stand for the description. */
  byte[] digest() {
    return SealedFile.sha256().digest(text().getBytes(StandardCharsets.UTF_8));
  }
}
