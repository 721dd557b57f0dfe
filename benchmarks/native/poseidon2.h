// Poseidon2 on N states at once; vector i holds word i of each.
#ifndef POSEIDON2_H
#define POSEIDON2_H
#include "constants.h"
#include "field.h"

INLINE V half(V x) {
  V r = ROR(x, 1);
  return least(r, minus(r, all((1u << 31) - (P + 1) / 2)));
}

// -x / 2^k = l 127 2^(24-k) - h with x = h 2^k + l.
INLINE V negative_quotient(V x, int k) {
  V low = and_(x, all((1u << k) - 1));
  V scaled = k == 24 ? minus(shift_left(low, 7), low)
                     : low_product(low, all(127u << (24 - k)));
  return sub(scaled, shift_right(x, k));
}

INLINE void m4(V *x) {
  V ab = add(x[0], x[1]), cd = add(x[2], x[3]), sum = add(ab, cd);
  V u = add(sum, x[1]), v = add(sum, x[3]);
  x[3] = add(v, add(x[0], x[0]));
  x[1] = add(u, add(x[2], x[2]));
  x[0] = add(u, ab);
  x[2] = add(v, cd);
}

INLINE void external_layer(V *s, int width) {
  V z[4];
#pragma GCC unroll 6
  for (int i = 0; i < width; i += 4) m4(s + i);
#pragma GCC unroll 4
  for (int j = 0; j < 4; j++) {
    z[j] = s[j];
#pragma GCC unroll 6
    for (int i = j + 4; i < width; i += 4) z[j] = add(z[j], s[i]);
  }
#pragma GCC unroll 24
  for (int i = 0; i < width; i++) s[i] = add(s[i], z[i % 4]);
}

INLINE void internal_layer(V *s, int width) {
  V tail = s[1];
#pragma GCC unroll 24
  for (int i = 2; i + 1 < width; i += 2) tail = add(tail, add(s[i], s[i + 1]));
  V sum = add(tail, s[0]), two = add(s[2], s[2]);
  s[0] = sub(tail, s[0]);
  s[1] = add(sum, s[1]);
  s[2] = add(sum, two);
  s[3] = add(sum, half(s[3]));
  s[4] = add(sum, add(s[4], add(s[4], s[4])));
  two = add(s[5], s[5]);
  s[5] = add(sum, add(two, two));
  s[6] = sub(sum, half(s[6]));
  s[7] = sub(sum, add(s[7], add(s[7], s[7])));
  two = add(s[8], s[8]);
  s[8] = sub(sum, add(two, two));
  static const int positive16[] = {8, 3, 24}, negative16[] = {8, 3, 4, 24};
  static const int positive24[] = {8, 2, 3, 4, 5, 6, 24}, negative24[] = {8, 3, 4, 5, 6, 7, 9, 24};
  int positives = width == 16 ? 3 : 7, negatives = width - 9 - positives;
#pragma GCC unroll 7
  for (int i = 0; i < positives; i++)
    s[9 + i] = sub(sum, negative_quotient(s[9 + i], (width == 16 ? positive16 : positive24)[i]));
#pragma GCC unroll 8
  for (int i = 0; i < negatives; i++) {
    V *x = s + 9 + positives + i;
    *x = add(sum, negative_quotient(*x, (width == 16 ? negative16 : negative24)[i]));
  }
}

// Constants minus p, in Montgomery form, one vector each.
static V external16[8][16], external24[8][24], internal16[20], internal24[23];

static void prepare_poseidon2(void) {
  for (int r = 0; r < 8; r++) {
    for (int i = 0; i < 16; i++)
      external16[r][i] = all(from_canonical((r < 4 ? EXTERNAL_INITIAL_16 : EXTERNAL_FINAL_16)[r % 4][i]) - P);
    for (int i = 0; i < 24; i++)
      external24[r][i] = all(from_canonical((r < 4 ? EXTERNAL_INITIAL_24 : EXTERNAL_FINAL_24)[r % 4][i]) - P);
  }
  for (int r = 0; r < 20; r++) internal16[r] = all(from_canonical(INTERNAL_16[r]) - P);
  for (int r = 0; r < 23; r++) internal24[r] = all(from_canonical(INTERNAL_24[r]) - P);
}

INLINE void external_round(V *s, const V *constants, int width) {
#pragma GCC unroll 24
  for (int i = 0; i < width; i++) s[i] = cube_of_sum(s[i], constants[i]);
  external_layer(s, width);
}

INLINE void permute(V *state, int width) {
  V s[24];
#pragma GCC unroll 24
  for (int i = 0; i < width; i++) s[i] = state[i];
  external_layer(s, width);
  for (int r = 0; r < 4; r++) external_round(s, width == 16 ? external16[r] : external24[r], width);
  for (int r = 0; r < (width == 16 ? 20 : 23); r++) {
    s[0] = cube_of_sum(s[0], (width == 16 ? internal16 : internal24)[r]);
    internal_layer(s, width);
  }
  for (int r = 4; r < 8; r++) external_round(s, width == 16 ? external16[r] : external24[r], width);
#pragma GCC unroll 24
  for (int i = 0; i < width; i++) state[i] = s[i];
}

static __attribute__((noinline)) void permute16(V *state) { permute(state, 16); }
static __attribute__((noinline)) void permute24(V *state) { permute(state, 24); }
#endif
