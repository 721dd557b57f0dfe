// Trees: rows hashed straight from columns, nodes. Poseidon2 and BLAKE3.
#include "cases.h"
#include "poseidon2.h"

#define BLOCK 8  // groups of N rows that go through the columns together

void prepare_hashes(void) { prepare_poseidon2(); }

void absorb_rows(const matrix *m, matrix *digests, int from, int to) {
  V state[BLOCK][24];
  for (int r = from; r < to; r += BLOCK * N) {
    for (int g = 0; g < BLOCK; g++)
      for (int i = 0; i < 24; i++) state[g][i] = zero();
    for (int k = 0; k < m->width; k += 16) {
      for (int i = 0; i < 16; i++)
        for (int g = 0; g < BLOCK; g++)
          state[g][i] = k + i < m->width ? load(column(m, k + i) + r + g * N) : zero();
      for (int g = 0; g < BLOCK; g++) permute24(state[g]);
    }
    for (int i = 0; i < 8; i++)
      for (int g = 0; g < BLOCK; g++) store(column(digests, i) + r + g * N, state[g][i]);
  }
}

void tree_layer(const matrix *children, matrix *parents, int from, int to) {
  int half = children->height / 2;
  for (int j = from; j < to; j += N) {
    V state[16];
    for (int i = 0; i < 8; i++) {
      state[i] = load(column(children, i) + j);
      state[8 + i] = load(column(children, i) + half + j);
    }
    permute16(state);
    for (int i = 0; i < 8; i++) store(column(parents, i) + j, state[i]);
  }
}

static const u32 IV[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

#define G(a, b, c, d, x, y)       \
  a = plus(plus(a, b), x);        \
  d = ROR(xor_(d, a), 16);        \
  c = plus(c, d);                 \
  b = ROR(xor_(b, c), 12);        \
  a = plus(plus(a, b), y);        \
  d = ROR(xor_(d, a), 8);         \
  c = plus(c, d);                 \
  b = ROR(xor_(b, c), 7)

static void blake3_block(V *cv, const V *block, u32 bytes, u32 flags) {
  static const int order[7][16] = {
      {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
      {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8},
      {3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1},
      {10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6},
      {12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4},
      {9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7},
      {11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13}};
  V v[16];
  for (int i = 0; i < 8; i++) v[i] = cv[i];
  for (int i = 0; i < 4; i++) v[8 + i] = all(IV[i]);
  v[12] = v[13] = zero();
  v[14] = all(bytes);
  v[15] = all(flags);
#pragma GCC unroll 7
  for (int r = 0; r < 7; r++) {
    const int *o = order[r];
    G(v[0], v[4], v[8], v[12], block[o[0]], block[o[1]]);
    G(v[1], v[5], v[9], v[13], block[o[2]], block[o[3]]);
    G(v[2], v[6], v[10], v[14], block[o[4]], block[o[5]]);
    G(v[3], v[7], v[11], v[15], block[o[6]], block[o[7]]);
    G(v[0], v[5], v[10], v[15], block[o[8]], block[o[9]]);
    G(v[1], v[6], v[11], v[12], block[o[10]], block[o[11]]);
    G(v[2], v[7], v[8], v[13], block[o[12]], block[o[13]]);
    G(v[3], v[4], v[9], v[14], block[o[14]], block[o[15]]);
  }
  for (int i = 0; i < 8; i++) cv[i] = xor_(v[i], v[i + 8]);
}

// Rows of a multiple of 16 words.
static void blake3_rows(const matrix *m, matrix *digests) {
  for (int r = 0; r < m->height; r += N) {
    V cv[8], block[16];
    for (int i = 0; i < 8; i++) cv[i] = all(IV[i]);
    for (int k = 0; k < m->width; k += 16) {
      for (int i = 0; i < 16; i++) block[i] = load(column(m, k + i) + r);
      u32 flags = (k == 0 ? 1 : 0) | (k + 16 == m->width ? 2 | 8 : 0);  // start; end, root
      blake3_block(cv, block, 64, flags);
    }
    for (int i = 0; i < 8; i++) store(column(digests, i) + r, cv[i]);
  }
}

static matrix rows, digests;

static void prepare(int height, int width) {
  prepare_hashes();
  rows = fill(height, width);
  digests = allocate(height, 8);
}
static u32 digests_sum(void) { return checksum(&digests); }

static void prepare_nodes(int height) {
  prepare(height, 8);
  digests = allocate(height / 2, 8);
}
static void nodes_in_cache(void) { prepare_nodes(256); }
static void nodes_in_memory(void) { prepare_nodes(1 << 17); }
static void layer(void) { tree_layer(&rows, &digests, 0, digests.height); }

static void rows_in_cache(void) { prepare(128, 48); }
static void rows_in_memory(void) { prepare(1 << 16, 64); }
static void absorb(void) { absorb_rows(&rows, &digests, 0, rows.height); }
static void blake3(void) { blake3_rows(&rows, &digests); }

const kernel_case hash_cases[] = {
    {"permutation-16", 128, nodes_in_cache, layer, digests_sum},
    {"permutation-24", 3 * 128, rows_in_cache, absorb, digests_sum},
    {"leaves", 64 << 16, rows_in_memory, absorb, digests_sum},
    {"tree-layer", 1 << 16, nodes_in_memory, layer, digests_sum},
    {"blake3-leaves", 64 << 16, rows_in_memory, blake3, digests_sum},
    {0}};
