package dev.merapi.stark.air.trace;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Machines of one computation, one for each thread at work, used again from range to range. */
final class MachinePool {
  private final ConcurrentLinkedQueue<BlockMachine> idle = new ConcurrentLinkedQueue<>();
  private final Supplier<BlockMachine> factory;

  MachinePool(Supplier<BlockMachine> factory) {
    this.factory = factory;
  }

  void with(Consumer<BlockMachine> body) {
    BlockMachine machine = idle.poll();
    if (machine == null) {
      machine = factory.get();
    }
    machine.begin();
    try {
      body.accept(machine);
    } finally {
      machine.end();
    }
    idle.add(machine);
  }
}
