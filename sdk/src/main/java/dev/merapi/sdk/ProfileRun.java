package dev.merapi.sdk;

import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.MeteredExecution;
import dev.merapi.vm.executor.ProfiledRun;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.profile.StackNode;
import java.time.Duration;
import java.util.List;

/** One run of a program that tells what it costs. Used by one thread. */
final class ProfileRun {

  /** Progress is told so often, as a segment takes some hundredths of a second. */
  private static final int STEPS = 10;

  private final Machine machine;
  private final Program program;
  private final Input input;
  private final PhaseClock clock;
  private final ExecutionLimits limits;

  ProfileRun(
      Settings settings,
      Machine machine,
      Program program,
      Input input,
      Task task,
      PhaseClock clock) {
    this.machine = machine;
    this.program = program;
    this.input = input;
    this.clock = clock;
    this.limits = settings.limits(task);
  }

  /** Runs the program twice: to find its segments, and to see who executes what. */
  Profile profile() {
    clock.begin(Phase.METERING);
    MeteredExecution metered =
        machine.meter(program.transpiled(), input.toGuest(), limits, SegmentBudget.UNLIMITED);
    List<SegmentPlan> segments = metered.segments();
    ProfiledRun run = Executor.profile(program.transpiled(), input.toGuest(), limits);
    for (int k = 0; k < segments.size(); k++) {
      if (k == 0 || (long) k * STEPS / segments.size() > (k - 1L) * STEPS / segments.size()) {
        clock.segment(k, segments.size());
        clock.begin(Phase.PROFILING);
      }
      run.run(segments.get(k).instructions());
    }
    clock.end();
    List<StackNode> stacks = run.take();
    CellModel cells = new CellModel(machine);
    Duration time = clock.whole().time(Phase.METERING).plus(clock.whole().time(Phase.PROFILING));
    return new Profile(
        metered.result().exitCode(),
        Integer.toUnsignedLong(metered.result().exitPc()),
        segments.size(),
        program.transpiled().symbols().size() > 0,
        time,
        cells.frames(stacks),
        cells.opcodes(stacks),
        cells.system(segments));
  }
}
