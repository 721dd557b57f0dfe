package dev.merapi.vm.verification;

import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.vm.verification.AppRejectedException.Rule;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the public values of a run's segments must satisfy together, once each segment's own proof
 * holds under the same program root.
 *
 * <p>Neighbours agree on pc and memory root; only the last segment terminates, all others carry the
 * fixed code of a suspension; program root, first memory root and first pc hash to the commitment
 * of the executable; the public values open against the last memory root, at their pinned length.
 * Timestamps need no rule: each segment starts at 1. The last exit code is 0.
 */
public final class AppRules {
  private AppRules() {}

  /**
   * Neighbours agree, and only the last segment ends.
   *
   * @throws AppRejectedException naming the rule that failed
   */
  public static void chain(List<SegmentPublicValues> segments) throws AppRejectedException {
    if (segments.isEmpty()) {
      throw new AppRejectedException(Rule.RUN, 0, "segments", "the run has no segment");
    }
    for (int i = 0; i < segments.size(); i++) {
      SegmentPublicValues segment = segments.get(i);
      boolean last = i == segments.size() - 1;
      if (segment.terminated() != last) {
        throw new AppRejectedException(
            Rule.RUN,
            i,
            "termination",
            last ? "the last segment does not end the run" : "the run goes on after its end");
      }
      if (!last) {
        suspended(i, segment, segments.get(i + 1));
      }
    }
  }

  /** The exit code; asked last, as a refusal for it says that all else holds. */
  static void success(int segments, SegmentPublicValues last) throws AppRejectedException {
    int exitCode = last.exitCode();
    if (exitCode != 0) {
      throw new AppRejectedException(
          Rule.GUEST_FAILED,
          segments - 1,
          Integer.toString(exitCode),
          "the proven run ended with exit code " + exitCode);
    }
  }

  private static void suspended(int i, SegmentPublicValues segment, SegmentPublicValues next)
      throws AppRejectedException {
    if (segment.exitCode() != SegmentPublicValues.SUSPENDED) {
      throw new AppRejectedException(
          Rule.RUN,
          i,
          "suspension",
          "a segment that does not end the run has code " + segment.exitCode());
    }
    if (segment.finalPc() != next.initialPc()) {
      throw new AppRejectedException(
          Rule.RUN,
          i + 1,
          "pc",
          "starts at pc 0x%x, the one before ended at 0x%x"
              .formatted(next.initialPc(), segment.finalPc()));
    }
    if (!Arrays.equals(segment.finalRoot(), next.initialRoot())) {
      throw new AppRejectedException(
          Rule.RUN, i + 1, "memory", "does not start with the memory the one before left");
    }
  }

  /** Computes the commitment of the executable and compares it with the one asked for, if any. */
  static int[] executable(
      CommittedRoot program, SegmentPublicValues first, int @Nullable [] expected)
      throws AppRejectedException {
    int[] found = ExeCommitment.of(program, first.initialRoot(), first.initialPc());
    if (expected != null && !Arrays.equals(found, expected)) {
      throw new AppRejectedException(
          Rule.PROGRAM,
          0,
          "executable",
          "the proof runs program " + hex(found) + ", expected " + hex(expected));
    }
    return found;
  }

  static void publicValues(UserPublicValuesProof opening, SegmentPublicValues last, int bytes)
      throws AppRejectedException {
    int length = opening.values().length;
    if (length != bytes) {
      throw new AppRejectedException(
          Rule.PUBLIC_VALUES,
          0,
          "length",
          "the proof has " + length + " bytes of public values, the machine " + bytes);
    }
    if (!Arrays.equals(opening.root(), last.finalRoot())) {
      throw new AppRejectedException(
          Rule.PUBLIC_VALUES, 0, "opening", "the public values are not those of the final memory");
    }
  }

  private static String hex(int[] words) {
    StringBuilder text = new StringBuilder();
    for (int word : words) {
      text.append(HexFormat.of().toHexDigits(word));
    }
    return text.toString();
  }
}
