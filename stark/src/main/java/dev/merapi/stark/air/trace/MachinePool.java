package dev.merapi.stark.air.trace;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Machines of one computation, one for each thread at work, used again from range to range. */
final class MachinePool<M> {
  private final ConcurrentLinkedQueue<M> idle = new ConcurrentLinkedQueue<>();
  private final Supplier<M> factory;

  MachinePool(Supplier<M> factory) {
    this.factory = factory;
  }

  void with(Consumer<M> body) {
    M machine = idle.poll();
    if (machine == null) {
      machine = factory.get();
    }
    body.accept(machine);
    idle.add(machine);
  }
}
