package dev.merapi.vm.chip.subword;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.chip.adapter.Access;
import dev.merapi.vm.chip.adapter.Address;
import dev.merapi.vm.chip.adapter.RangeChecks;
import dev.merapi.vm.chip.adapter.Step;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;

/**
 * LB, LBU, LH, LHU, SB and SH: like a word access, on the aligned word around the address.
 *
 * <p>The address less {@code offset} = bit0 + 2·bit1 must be the pointer of a cell, a multiple of
 * 4, which forces the offset; bit0 is 0 for half words. {@code half} (two bytes) is the limb of the
 * memory word that bit1 selects. {@code extra} serves two purposes: for a load it is 2·(byte -
 * 2^7·sign) of the byte with the sign bit, for SB it is the low byte of the stored register. A
 * store keeps the other limb, and the sum of the new limbs is that of the old ones less the old
 * half plus the new one.
 *
 * <p>Range checks: the bytes of the half, of a limb that was read, so they are unique; {@code
 * extra}, which forces the sign (the byte is known to be one, so this is a small integer); for SB
 * the upper byte of lo(register), (lo - extra) / 2^8. New values consist of such bytes or were
 * read. Range of the address: {@link Address}.
 */
final class SubWordAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column register = columns.main("register");
  final Column rs1 = columns.main("rs1");
  final Address address = new Address(columns);
  final Column[] bit = columns.main("bit", 2);
  final Column source = columns.main("source");
  final Word read = Word.declare(columns, "read");
  final Word previous = Word.declare(columns, "previous");
  final Word written = Word.declare(columns, "written");
  final Column[] half = columns.main("half", 2);
  final Column extra = columns.main("extra");
  final Column sign = columns.main("sign");
  final Access first = new Access(columns, "rs1");
  final Access reading = new Access(columns, "reading");
  final Access writing = new Access(columns, "writing");
  final Column loadByte = columns.main("loadByte");
  final Column loadHalf = columns.main("loadHalf");
  final Column storeByte = columns.main("storeByte");
  final Column storeHalf = columns.main("storeHalf");
  final Column unsigned = columns.main("unsigned");

  @Override
  public String name() {
    return "sub_word";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr load = loadByte.plus(loadHalf);
    Expr store = storeByte.plus(storeHalf);
    Expr real = load.plus(store);
    for (Column flag :
        new Column[] {loadByte, loadHalf, storeByte, storeHalf, unsigned, bit[0], bit[1], sign}) {
      b.assertBoolean(flag.name(), flag);
    }
    b.assertBoolean("real", real);
    b.when(unsigned).assertZero("only loads are unsigned", Expr.constant(1).minus(load));
    b.when(loadHalf.plus(storeHalf)).assertZero("half words are aligned", bit[0]);
    address.define(b, real);
    defineLoad(b, load);
    defineStore(b, store);

    Expr pointer = address.value().minus(bit[0]).minus(bit[1].times(2));
    Expr cell = register.times(4);
    b.when(load).assertEqual("source of a load", source, pointer);
    b.when(store).assertEqual("source of a store", source, cell);
    Expr op =
        loadByte
            .times(Op.LB.id())
            .plus(loadHalf.times(Op.LH.id()))
            .plus(unsigned)
            .plus(storeByte.times(Op.SB.id()))
            .plus(storeHalf.times(Op.SH.id()));
    Expr ts1 = step.ts.plus(1);
    Expr ts2 = step.ts.plus(2);
    step.interact(
        b, real, step.following(), Expr.constant(3), op, register, rs1, address.immediate());
    first.readRegister(b, real, rs1, address.base, step.ts);
    reading.read(b, real, load.plus(1), source, read.lo(), read.hi(), ts1);
    writing.write(
        b,
        real,
        store.plus(1),
        cell.plus(pointer).minus(source),
        previous,
        written.lo(),
        written.hi(),
        ts2);
    RangeChecks.bytes(b, real, first.high(step.ts), reading.high(ts1));
    RangeChecks.bytes(b, real, writing.high(ts2), extra, half[0], half[1]);
    Expr upper = read.lo().minus(extra).times(INVERSE_BYTE);
    b.lookup(Buses.BYTES, storeByte, upper, Expr.constant(0));
  }

  /** 2^-8 mod p. */
  private static final long INVERSE_BYTE = -(127L << 16);

  private void defineLoad(AirBuilder b, Expr load) {
    Expr chosen = half[0].plus(bit[0].times(half[1].minus(half[0])));
    Expr extend = sign.times(Expr.constant(1).minus(unsigned));
    b.when(load).assertEqual("half of the word read", word(half[0], half[1]), select(read));
    b.when(loadByte).assertEqual("sign of the byte", extra, twiceBelowSign(chosen));
    b.when(loadHalf).assertEqual("sign of the half", extra, twiceBelowSign(half[1]));
    b.when(loadByte).assertEqual("byte, low limb", written.lo(), chosen.plus(extend.times(0xff00)));
    b.when(loadHalf).assertEqual("half, low limb", written.lo(), word(half[0], half[1]));
    b.when(load).assertEqual("high limb of a load", written.hi(), extend.times(0xffff));
  }

  private void defineStore(AirBuilder b, Expr store) {
    Expr old = word(half[0], half[1]);
    Expr sumOfOthers = previous.lo().plus(previous.hi()).minus(old);
    Expr sum = written.lo().plus(written.hi());
    Expr low = word(extra, half[1]);
    Expr high = word(half[0], extra);
    Expr stored = low.plus(bit[0].times(high.minus(low)));
    b.when(store).assertEqual("half of the word replaced", old, select(previous));
    b.when(store).assertZero("stores have no sign", sign);
    b.when(storeHalf).assertZero("half words need no extra byte", extra);
    b.when(store.times(bit[1])).assertEqual("low limb kept", written.lo(), previous.lo());
    b.when(store.times(Expr.constant(1).minus(bit[1])))
        .assertEqual("high limb kept", written.hi(), previous.hi());
    b.when(storeByte).assertEqual("byte stored", sum, sumOfOthers.plus(stored));
    b.when(storeHalf).assertEqual("half stored", sum, sumOfOthers.plus(read.lo()));
  }

  private Expr select(Word word) {
    return word.lo().plus(bit[1].times(word.hi().minus(word.lo())));
  }

  private Expr twiceBelowSign(Expr top) {
    return top.minus(sign.times(128)).times(2);
  }

  private static Expr word(Expr low, Expr high) {
    return low.plus(high.times(256));
  }
}
