#!/usr/bin/env python3
"""Writes stark/src/main/java/dev/merapi/stark/kernel/{Vector,Wide}Permutation{16,24}.java.

Poseidon2 over KoalaBear on 16 states at once, as straight-line Vector API code with every helper expanded:
a method of 200 to 300 vector operations that calls helpers exceeds C2's inlining budget, and one that calls
them through method handles exceeds C1's virtual registers (it then never reaches C2). One pass a method
body, each constant broadcast once, is the form that compiles in every start.

The processor looks only some forty vector instructions ahead, and C2 leaves dependent ones beside each other:
short chains count as much as few instructions. Hence an external round is two passes over the state, S-boxes
and linear layer, of chains that do not depend on each other; an S-box multiplies its input by -1/p first, so
that a quotient does not wait for the product it belongs to; and words are loaded one turn ahead.

Vector forms multiply masked 32-bit halves, which is best on Intel; wide forms use full 32- and 64-bit lane
multiplies, which save the masks and are 8 to 18 % faster on AMD (Zen 4).

Usage, from the repository's root: python3 tools/kernels/poseidon2.py, then google-java-format.
"""

import pathlib

OUT = pathlib.Path(__file__).resolve().parents[2] / "stark/src/main/java/dev/merapi/stark/kernel"

# Diagonals of the internal layer: a small integer, 'h' for 1/2, or (sign, k) for sign * 2^-k.
DIAGONAL = {
    16: [-2, 1, 2, "h", 3, 4, "-h", -3, -4, (1, 8), (1, 3), (1, 24), (-1, 8), (-1, 3), (-1, 4), (-1, 24)],
    24: [-2, 1, 2, "h", 3, 4, "-h", -3, -4, (1, 8), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 24),
         (-1, 8), (-1, 3), (-1, 4), (-1, 5), (-1, 6), (-1, 7), (-1, 9), (-1, 24)],
}


class Body:
    """Straight-line code with numbered temporaries."""

    def __init__(self, wide, prefix="v"):
        self.wide = wide
        self.prefix = prefix
        self.lines = []
        self.count = 0

    def let(self, kind, expression):
        self.count += 1
        name = f"{self.prefix}{self.count}"
        self.lines.append(f"{kind} {name} = {expression};")
        return name

    def int(self, expression):
        return self.let("IntVector", expression)

    def long(self, expression):
        return self.let("LongVector", expression)

    def reduced(self, x):
        return self.int(f"{x}.lanewise(UMIN, {x}.sub(p))")

    def add(self, a, b):
        return self.reduced(self.int(f"{a}.add({b})"))

    def sub(self, a, b):
        x = self.int(f"{a}.sub({b})")
        return self.int(f"{x}.lanewise(UMIN, {x}.add(p))")

    def montgomery(self, c):
        """c plus a multiple of p with low half zero."""
        if self.wide:
            q = self.int(f"{c}.reinterpretAsInts().mul(mu)")
            return self.long(f"{c}.add({q}.reinterpretAsLongs().mul(lp))")
        q = self.long(f"{c}.and(m).mul(mu)")
        return self.long(f"{c}.add({q}.and(m).mul(lp))")

    def high(self, x):
        return self.long(f"{x}.lanewise(LSHR, 32L)")

    def cubes(self, x):
        """The cubes of even and odd lanes, each in the upper half of a 64-bit lane and below 2p."""
        s = f"{x}.reinterpretAsLongs()"
        cubes = []
        for half in (self.long(f"{s}.and(m)"), self.high(s)):
            if self.wide:
                square = self.high(self.montgomery(self.long(f"{half}.mul({half})")))
                cubes.append(self.montgomery(self.long(f"{square}.mul({half})")))
                continue
            scaled = self.long(f"{half}.mul(mu).and(m)")
            c = None
            for _ in range(2):
                factor = self.high(c) if c else half
                c = self.long(f"{factor}.mul({half})")
                q = self.long(f"{factor}.mul({scaled})")
                c = self.long(f"{c}.add({q}.and(m).mul(lp))")
            cubes.append(c)
        return cubes

    def cube(self, x):
        even, odd = self.cubes(x)
        # One instruction with AVX-512, more elsewhere.
        return self.reduced(self.int(f"""WHOLE
              ? upper.selectFrom({even}.reinterpretAsInts(), {odd}.reinterpretAsInts())
              : {even}.lanewise(LSHR, 32L).or({odd}).reinterpretAsInts()"""))

    def half(self, x):
        r = self.int(f"{x}.lanewise(ROR, 1)")
        return self.int(f"{r}.lanewise(UMIN, {r}.sub(hc))")

    def quotient(self, x, k):
        """x / 2^k: with -x = h 2^k + l and -1/2^k = 127 2^(24-k) it is v = l 127 2^(24-k) - h.

        2^k v = l p + x lies between 0 and (2^k - 1) p + p - 1, hence v in [0, p).
        """
        n = self.int(f"zero.sub({x})")
        low = self.int(f"{n}.and(m{k})")
        scaled = f"{low}.lanewise(LSHL, 7).sub({low})" if k == 24 else f"{low}.mul(f{k})"
        return self.int(f"{scaled}.sub({n}.lanewise(ASHR, {k}))")

    def sum(self, terms):
        while len(terms) > 1:
            terms = [self.add(*terms[i:i + 2]) if i + 1 < len(terms) else terms[i]
                     for i in range(0, len(terms), 2)]
        return terms[0]

    def m4(self, a, b, c, d):
        ab, cd = self.add(a, b), self.add(c, d)
        both = self.add(ab, cd)
        u, v = self.add(both, b), self.add(both, d)
        return [self.add(u, ab), self.add(u, self.add(c, c)), self.add(v, cd), self.add(v, self.add(a, a))]


P = "IntVector p = IntVector.broadcast(I, Lanes.P);"
LONGS = {
    False: """LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    LongVector mu = LongVector.broadcast(L, Lanes.NEG_P_INVERSE).and(m);""",
    # mu has zeros in its odd lanes: the product with it is a 32-bit quotient in a clean 64-bit lane.
    True: """LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P);
    IntVector mu = LongVector.broadcast(L, Lanes.NEG_P_INVERSE).reinterpretAsInts();""",
}


def load(b, base="i"):
    return [b.int(f"IntVector.fromArray(I, st, {base} + {16 * j})") for j in range(4)]


def store(b, xs, base="i"):
    b.lines += [f"{x}.intoArray(st, {base} + {16 * j});" for j, x in enumerate(xs)]


def accumulate(b, xs):
    sums = [b.add(f"z{j}", x) for j, x in enumerate(xs)]
    b.lines += [f"z{j} = {x};" for j, x in enumerate(sums)]


def constants(b):
    return [b.int(f"IntVector.broadcast(I, CONSTANTS[k + {j}])") for j in range(4)]


def text(b):
    return "\n      ".join(b.lines)


def first_layer():
    """M4 of the first block, whose constants are in the column sums."""
    b = Body(False, "u")
    store(b, b.m4(*[b.add(x, f"z{j}") for j, x in enumerate(load(b, "at"))]), "at")
    return text(b)


def column_sums():
    b = Body(False)
    accumulate(b, load(b))
    return text(b)


def layer(with_constants):
    b = Body(False)
    cs = constants(b) if with_constants else None
    xs = b.m4(*[b.add(x, f"z{j}") for j, x in enumerate(load(b))])
    store(b, [b.add(x, c) for x, c in zip(xs, cs)] if cs else xs)
    return text(b)


def add_constants():
    b = Body(False)
    store(b, [b.add(x, c) for x, c in zip(load(b), constants(b))])
    return text(b)


def boxes(wide):
    b = Body(wide)
    # The words behind the last ones are the column sums.
    ahead = load(b, "64 + i")
    xs = [b.cube(f"x{j}") for j in range(4)]
    store(b, xs)
    accumulate(b, xs)
    b.lines += [f"x{j} = {x};" for j, x in enumerate(ahead)]
    return text(b)


def internal(t, wide):
    b = Body(wide)
    s = [f"s{i}" for i in range(t)]
    x = b.cube(b.add("s0", "c"))
    tail = b.sum(s[1:])
    total = b.add(tail, x)
    new = [b.sub(tail, x)]
    for y, d in list(zip(s, DIAGONAL[t]))[1:]:
        if isinstance(d, tuple):
            v, minus = b.quotient(y, d[1]), d[0] < 0
        elif d in ("h", "-h"):
            v, minus = b.half(y), d == "-h"
        else:
            minus = d < 0
            v = y
            if abs(d) in (2, 3, 4):
                v = b.add(y, y)
            if abs(d) == 3:
                v = b.add(v, y)
            if abs(d) == 4:
                v = b.add(v, v)
        new.append(b.sub(total, v) if minus else b.add(total, v))
    b.lines += [f"{y} = {v};" for y, v in zip(s, new)]
    return "\n      ".join(b.lines)


def java(kind, t):
    wide = kind == "Wide"
    longs = LONGS[wide]
    sums = "\n    ".join(f"IntVector z{j} = IntVector.fromArray(I, st, sums + {16 * j});" for j in range(4))
    starts = "\n    ".join(f"IntVector z{j} = IntVector.broadcast(I, CONSTANTS[from + {j}]);" for j in range(4))
    stores = "\n    ".join(f"z{j}.intoArray(st, sums + {16 * j});" for j in range(4))
    first = "\n    ".join(f"IntVector x{j} = IntVector.fromArray(I, st, at + {16 * j});" for j in range(4))
    ks = sorted({d[1] for d in DIAGONAL[t] if isinstance(d, tuple)})
    masks = "\n    ".join(
        f"IntVector m{k} = IntVector.broadcast(I, {(1 << k) - 1});"
        + ("" if k == 24 else f"\n    IntVector f{k} = IntVector.broadcast(I, {127 << (24 - k)});") for k in ks)
    loads = "\n    ".join(f"IntVector s{i} = IntVector.fromArray(I, st, at + {16 * i});" for i in range(t))
    saves = "\n    ".join(f"s{i}.intoArray(st, at + {16 * i});" for i in range(t))
    return f"""package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
import static dev.merapi.stark.kernel.VectorPermutation.UPPER;
import static dev.merapi.stark.kernel.VectorPermutation.WHOLE;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.UMIN;

import dev.merapi.stark.hash.Poseidon2Parameters;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/** Poseidon2 of width {t}, see {{@link VectorPermutation}}. Generated by tools/kernels/poseidon2.py. */
final class {kind}Permutation{t} {{
  private static final int[] CONSTANTS = VectorPermutation.external(Poseidon2Parameters.WIDTH_{t});
  private static final int NONE = {8 * t};
  private static final int[] INTERNAL = VectorPermutation.internal(Poseidon2Parameters.WIDTH_{t});

  private {kind}Permutation{t}() {{}}

  /** Permutes the states of a group that lie in one vector's lanes, for 8 words from {{@code kept}} on. */
  static void permute(int[] st, int at, int kept) {{
    columnSums(st, at, 0);
    for (int k = 0; k < {4 * t}; k += {t}) {{
      layerAndConstants(st, at, k);
      boxes(st, at, k + {t} == {4 * t} ? NONE : k + {t});
    }}
    layer(st, at, at, at + {16 * t});
    internalRounds(st, at);
    addConstants(st, at, {4 * t});
    boxes(st, at, {5 * t});
    for (int k = {5 * t}; k < {8 * t}; k += {t}) {{
      layerAndConstants(st, at, k);
      boxes(st, at, k + {t});
    }}
    layer(st, at, at + 16 * kept, at + 16 * kept + 128);
  }}

  private static void columnSums(int[] st, int at, int from) {{
    {P}
    int sums = at + {16 * t};
    {starts}
    for (int i = at; i < sums; i += 64) {{
      {column_sums()}
    }}
    {stores}
  }}

  /** M4 of some words with the column sums added. */
  private static void layer(int[] st, int at, int first, int end) {{
    {P}
    int sums = at + {16 * t};
    {sums}
    for (int i = first; i < end; i += 64) {{
      {layer(False)}
    }}
  }}

  /** M4 of all words with the column sums added, and the constants from this index on. */
  private static void layerAndConstants(int[] st, int at, int from) {{
    {P}
    int sums = at + {16 * t};
    {sums}
    {first_layer()}
    for (int k = from + 4; k < from + {t}; k += 4) {{
      int i = at + 16 * (k - from);
      {layer(True)}
    }}
  }}

  private static void addConstants(int[] st, int at, int from) {{
    {P}
    for (int k = from; k < from + {t}; k += 4) {{
      int i = at + 16 * (k - from);
      {add_constants()}
    }}
  }}

  /** S-boxes and the column sums of their results, with the constants of the first block from this index on. */
  private static void boxes(int[] st, int at, int from) {{
    {P}
    {longs}
    IntVector upper = IntVector.fromArray(I, UPPER, 0);
    int sums = at + {16 * t};
    {starts}
    {first}
    for (int i = at; i < sums; i += 64) {{
      {boxes(wide)}
    }}
    {stores}
  }}

  private static void internalRounds(int[] st, int at) {{
    {P}
    {longs}
    IntVector upper = IntVector.fromArray(I, UPPER, 0);
    IntVector zero = IntVector.zero(I);
    IntVector hc = IntVector.broadcast(I, Lanes.HALF_CORRECTION);
    {masks}
    {loads}
    for (int constant : INTERNAL) {{
      IntVector c = IntVector.broadcast(I, constant);
      {internal(t, wide)}
    }}
    {saves}
  }}
}}
"""


for kind in ("Vector", "Wide"):
    for width in (16, 24):
        (OUT / f"{kind}Permutation{width}.java").write_text(java(kind, width))
