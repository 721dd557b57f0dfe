package dev.merapi.vm.chip.loadstore;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.adapter.Access;
import dev.merapi.vm.chip.adapter.Address;
import dev.merapi.vm.chip.adapter.RangeChecks;
import dev.merapi.vm.chip.adapter.Step;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;

/**
 * LW, SW and REVEAL: a word goes from one cell to another. A load reads memory and writes a
 * register, a store the other way round; REVEAL is a store to the space of public values.
 *
 * <p>Of the two pointers, {@code source} is a column and the other one is the rest of the sum of
 * both. The value moved was read, so it needs no check. Alignment and bounds need none: only cells
 * that the boundary opened can be accessed. Range of the address: {@link Address}.
 */
final class LoadStoreAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column register = columns.main("register");
  final Column rs1 = columns.main("rs1");
  final Address address = new Address(columns);
  final Column source = columns.main("source");
  final Word value = Word.declare(columns, "value");
  final Word previous = Word.declare(columns, "previous");
  final Access first = new Access(columns, "rs1");
  final Access read = new Access(columns, "read");
  final Access write = new Access(columns, "write");
  final Column load = columns.main("load");
  final Column store = columns.main("store");
  final Column reveal = columns.main("reveal");

  @Override
  public String name() {
    return "load_store";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr real = load.plus(store).plus(reveal);
    b.assertBoolean("load", load);
    b.assertBoolean("store", store);
    b.assertBoolean("reveal", reveal);
    b.assertBoolean("real", real);
    address.define(b, real);
    Expr pointer = register.times(4);
    b.when(load).assertEqual("source of a load", source, address.value());
    b.when(store.plus(reveal)).assertEqual("source of a store", source, pointer);

    Expr op =
        load.times(Op.LW.id()).plus(store.times(Op.SW.id())).plus(reveal.times(Op.REVEAL.id()));
    Expr ts1 = step.ts.plus(1);
    Expr ts2 = step.ts.plus(2);
    step.interact(
        b, real, step.following(), Expr.constant(3), op, register, rs1, address.immediate());
    first.readRegister(b, real, rs1, address.base, step.ts);
    read.read(b, real, readSpace(), source, value.lo(), value.hi(), ts1);
    Expr destination = pointer.plus(address.value()).minus(source);
    write.write(b, real, writeSpace(), destination, previous, value.lo(), value.hi(), ts2);
    RangeChecks.bytes(b, real, first.high(step.ts), read.high(ts1), write.high(ts2));
  }

  private Expr readSpace() {
    return load.times(MemoryImage.MEMORY).plus(store.plus(reveal).times(MemoryImage.REGISTERS));
  }

  private Expr writeSpace() {
    return load.times(MemoryImage.REGISTERS)
        .plus(store.times(MemoryImage.MEMORY))
        .plus(reveal.times(MemoryImage.PUBLIC_VALUES));
  }
}
