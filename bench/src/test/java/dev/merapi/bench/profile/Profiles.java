package dev.merapi.bench.profile;

import dev.merapi.sdk.profile.Cost;
import dev.merapi.sdk.profile.Frame;
import dev.merapi.sdk.profile.Frame.Kind;
import dev.merapi.sdk.profile.OpcodeCost;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.sdk.profile.TableCost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Small profiles, written by hand. */
final class Profiles {
  /** Names that break what does not escape them. */
  static final String HOSTILE =
      "</title><script>alert(1)</script>&\"';]]>@frames@\ufffe\ud83c\udf0b";

  private Profiles() {}

  /** main calls sort, which calls itself; and hash, with a span. */
  static Profile small() {
    List<Frame> frames =
        List.of(
            frame(-1, Kind.FUNCTION, "main", 0x1000, 1, 100, 4000),
            frame(0, Kind.FUNCTION, "sort", 0x2000, 2, 300, 9000),
            frame(1, Kind.FUNCTION, "sort", 0x2000, 4, 500, 15_000),
            frame(0, Kind.FUNCTION, "hash", 0x3000, 1, 0, 0),
            frame(3, Kind.SPAN, "rounds", -1, 1, 100, 12_000));
    return of(frames);
  }

  static Profile of(List<Frame> frames) {
    Cost all = frames.stream().map(Frame::self).reduce(Cost.NONE, Cost::plus);
    return new Profile(
        0,
        0x1000,
        1,
        true,
        Duration.ofMillis(3),
        frames,
        List.of(
            new OpcodeCost("ADDI", "add_imm", all.cycles() - 1, new Cost(all.cycles() - 1, 0, 0)),
            new OpcodeCost("TERMINATE", "", 0, new Cost(1, 0, 0))),
        List.of(
            new TableCost("connector", 1, 5, 11, true),
            new TableCost("boundary", 7, 70, 80, false)));
  }

  static Profile hostile() {
    return of(
        List.of(
            frame(-1, Kind.FUNCTION, HOSTILE, 0x1000, 1, 10, 10),
            frame(0, Kind.SPAN, "a;b c", -1, 1, 5, 5),
            frame(0, Kind.OTHER, "", -1, 0, 5, 5)));
  }

  /** A chain of calls. */
  static Profile deep(int depth) {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      frames.add(frame(i - 1, Kind.FUNCTION, "f" + i, 0x1000 + 4L * i, 1, 2, 3));
    }
    return of(frames);
  }

  static Profile empty() {
    return new Profile(0, 0, 1, false, Duration.ZERO, List.of(), List.of(), List.of());
  }

  private static Frame frame(
      int parent, Kind kind, String name, long address, long calls, long cycles, long cells) {
    return new Frame(parent, kind, name, address, calls, new Cost(cycles, cells / 2, cells));
  }
}
