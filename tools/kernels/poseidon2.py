#!/usr/bin/env python3
"""Writes stark/src/main/java/dev/merapi/stark/kernel/{Vector,Wide}Permutation{16,24}.java.

Poseidon2 over KoalaBear on 16 states at once, as straight-line Vector API code with every helper expanded:
a method of 200 to 300 vector operations that calls helpers exceeds C2's inlining budget, and one that calls
them through method handles exceeds C1's virtual registers (it then never reaches C2). One round a method
body, each constant broadcast once, is the form that compiles in every start.

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

    def __init__(self, wide):
        self.wide = wide
        self.lines = []
        self.count = 0

    def let(self, kind, expression):
        self.count += 1
        name = f"v{self.count}"
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

    def cube(self, x, constant):
        s = f"{self.add(x, constant)}.reinterpretAsLongs()"
        halves = []
        for half in (self.long(f"{s}.and(m)"), self.long(f"{s}.lanewise(LSHR, 32L)")):
            square = self.high(self.montgomery(self.long(f"{half}.mul({half})")))
            halves.append(self.montgomery(self.long(f"{square}.mul({half})")))
        return self.reduced(self.int(f"{self.high(halves[0])}.or({halves[1]}).reinterpretAsInts()"))

    def half(self, x):
        r = self.int(f"{x}.lanewise(ROR, 1)")
        return self.int(f"{r}.lanewise(UMIN, {r}.sub(hc))")

    def negative_quotient(self, x, k):
        """-x / 2^k: with x = h 2^k + l and -1/2^k = 127 2^(24-k), it is l 127 2^(24-k) - h."""
        if k == 24:
            low = self.int(f"{x}.and(m24)")
            v = self.int(f"{low}.lanewise(LSHL, 7).sub({low}.add({x}.lanewise(LSHR, 24)))")
        else:
            v = self.int(f"{x}.and(m{k}).mul(f{k}).sub({x}.lanewise(LSHR, {k}))")
        return self.int(f"{v}.lanewise(UMIN, {v}.add(p))")

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


def group(external, wide):
    b = Body(wide)
    xs = [b.int(f"IntVector.fromArray(I, st, i + {16 * j})") for j in range(4)]
    if external:
        xs = [b.cube(b.add(x, f"y{j}"), b.int(f"IntVector.broadcast(I, CONSTANTS[k + {j}])")) for j, x in enumerate(xs)]
    new = b.m4(*xs)
    b.lines += [f"{x}.intoArray(st, i + {16 * j});" for j, x in enumerate(new)]
    sums = [b.add(f"z{j}", x) for j, x in enumerate(new)]
    b.lines += [f"z{j} = {x};" for j, x in enumerate(sums)]
    return "\n      ".join(b.lines)


def internal(t, wide):
    b = Body(wide)
    s = [f"s{i}" for i in range(t)]
    x = b.cube("s0", "c")
    tail = b.sum(s[1:])
    total = b.add(tail, x)
    new = [b.sub(tail, x)]
    for y, d in list(zip(s, DIAGONAL[t]))[1:]:
        if isinstance(d, tuple):
            v, minus = b.negative_quotient(y, d[1]), d[0] > 0
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
    zs = "\n    ".join(f"IntVector z{j} = IntVector.fromArray(I, st, sums + {16 * j});" for j in range(4))
    zeros = "\n    ".join(f"IntVector z{j} = IntVector.zero(I);" for j in range(4))
    stores = "\n    ".join(f"z{j}.intoArray(st, sums + {16 * j});" for j in range(4))
    ks = sorted({d[1] for d in DIAGONAL[t] if isinstance(d, tuple)})
    masks = "\n    ".join(
        f"IntVector m{k} = IntVector.broadcast(I, {(1 << k) - 1});"
        + ("" if k == 24 else f"\n    IntVector f{k} = IntVector.broadcast(I, {127 << (24 - k)});") for k in ks)
    loads = "\n    ".join(f"IntVector s{i} = IntVector.fromArray(I, st, at + {16 * i});" for i in range(t))
    saves = "\n    ".join(f"s{i}.intoArray(st, at + {16 * i});" for i in range(t))
    return f"""package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
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
  private static final int[] INTERNAL = VectorPermutation.internal(Poseidon2Parameters.WIDTH_{t});

  private {kind}Permutation{t}() {{}}

  /** Permutes the states of a group that lie in one vector's lanes. */
  static void permute(int[] st, int at) {{
    firstLayer(st, at);
    externalRounds(st, at, 0);
    addSums(st, at);
    internalRounds(st, at);
    externalRounds(st, at, {4 * t});
    addSums(st, at);
  }}

  private static void firstLayer(int[] st, int at) {{
    {P}
    int sums = at + {16 * t};
    {zeros}
    for (int i = at; i < sums; i += 64) {{
      {group(False, wide)}
    }}
    {stores}
  }}

  private static void externalRounds(int[] st, int at, int from) {{
    {P}
    {longs}
    IntVector zero = IntVector.zero(I);
    int sums = at + {16 * t};
    {zs}
    int k = from;
    for (int round = 0; round < 4; round++) {{
      IntVector y0 = z0;
      IntVector y1 = z1;
      IntVector y2 = z2;
      IntVector y3 = z3;
      z0 = zero;
      z1 = zero;
      z2 = zero;
      z3 = zero;
      for (int i = at; i < sums; i += 64, k += 4) {{
      {group(True, wide)}
      }}
    }}
    {stores}
  }}

  private static void addSums(int[] st, int at) {{
    {P}
    IntVector zero = IntVector.zero(I);
    int sums = at + {16 * t};
    for (int j = 0; j < 64; j += 16) {{
      IntVector z = IntVector.fromArray(I, st, sums + j);
      for (int i = at + j; i < sums; i += 64) {{
        IntVector x = IntVector.fromArray(I, st, i).add(z);
        x.lanewise(UMIN, x.sub(p)).intoArray(st, i);
      }}
      zero.intoArray(st, sums + j);
    }}
  }}

  private static void internalRounds(int[] st, int at) {{
    {P}
    {longs}
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
