package dev.merapi.vm.executor;

import dev.merapi.vm.profile.StackNode;
import java.util.List;

/**
 * An execution in progress that counts who executes what; {@link Executor#profile} begins one. Used
 * by one thread.
 */
public final class ProfiledRun {
  private static final long CHUNK = 1 << 20;

  private final GuestState state;
  private final ExecutionLimits limits;
  private final ProfileLoop loop;
  private long instructions;

  ProfiledRun(GuestState state, ExecutionLimits limits) {
    this.state = state;
    this.limits = limits;
    this.loop = new ProfileLoop(state);
  }

  /**
   * Executes until the end of the program or until {@code most} instructions are done.
   *
   * @return the number executed
   * @throws GuestFaultException if the guest does what the machine does not do
   * @throws ExecutionLimitException if it needs more instructions than allowed
   */
  public long run(long most) {
    long left = most;
    while (left > 0 && !loop.terminated()) {
      limits.checkpoint().run();
      long done = loop.run(Executor.budget(limits, instructions, Math.min(left, CHUNK)));
      instructions += done;
      left -= done;
    }
    return most - left;
  }

  /** Whether the program has ended. */
  public boolean terminated() {
    return loop.terminated();
  }

  /**
   * All call stacks, each behind its parent, with what was executed since this was asked before.
   * The numbers of stacks stay, and more may follow.
   */
  public List<StackNode> take() {
    return loop.take();
  }

  /** What the execution shows to the outside, once the program has ended. */
  public ExecutionResult result() {
    return Executor.result(loop.index(), instructions, state);
  }
}
