// Number-theoretic transforms of columns, low-degree extension, and the commitment made of both.
// Interpolation leaves coefficients in an order of its own, which evaluation undoes.
#include <stdlib.h>
#include <string.h>
#include "cases.h"

#define CACHE_LOG 12

// Layer l has blocks of 2^l and factors shift_l w^j; companions as Shoup wants them.
typedef struct {
  u32 *factor[25], *companion[25];
  V tail[LOG_N + 1], tail_companion[LOG_N + 1];
} twiddles;

static struct {
  int log;
  u32 shift;
  twiddles up, down;
} cache[8];
static int cached;

#if LOG_N > 0
// A tail layer works on pairs of vectors: low and high gather the partners into the same lanes, and
// back_x, back_y undo that. Positions are where the elements of a pair stood at first.
static V low[LOG_N], high[LOG_N], back_x[LOG_N], back_y[LOG_N];
static int position[LOG_N][N];

static void prepare_tails(void) {
  int at[2 * N], next[2 * N];
  for (int i = 0; i < 2 * N; i++) at[i] = i;
  for (int s = 0; s < LOG_N; s++) {
    u32 index[2 * N], back[2 * N], without = 0, with = N;
    for (u32 i = 0; i < 2 * N; i++) {
      u32 to = i & (N >> (s + 1)) ? with++ : without++;
      index[to] = i;
      back[i] = to;
    }
    low[s] = load(index);
    high[s] = load(index + N);
    back_x[s] = load(back);
    back_y[s] = load(back + N);
    for (int i = 0; i < 2 * N; i++) next[i] = at[index[i]];
    memcpy(at, next, sizeof at);
    memcpy(position[s], at, sizeof position[s]);
  }
}
#else
static void prepare_tails(void) {}
#endif

static void build(twiddles *t, int log, u32 shift, int inverse) {
  for (int l = log; l >= 1; l--) {
    int n = 1 << (l - 1);
    u32 w = inverse ? inverse1(shift) : shift;
    u32 root = root_of_unity(l), step = inverse ? inverse1(root) : root;
    t->factor[l] = aligned_alloc(64, (4u * n + 63) / 64 * 64);
    t->companion[l] = aligned_alloc(64, (4u * n + 63) / 64 * 64);
    for (int j = 0; j < n; j++, w = mul1(w, step)) {
      t->factor[l][j] = to_canonical(w);
      t->companion[l][j] = companion(t->factor[l][j]);
    }
    shift = mul1(shift, shift);
  }
#if LOG_N > 0
  for (int s = 0; s < LOG_N; s++) {
    u32 w[N], c[N];
    for (int i = 0; i < N; i++) {
      w[i] = t->factor[LOG_N - s][position[s][i] & ((N >> (s + 1)) - 1)];
      c[i] = companion(w[i]);
    }
    t->tail[s] = load(w);
    t->tail_companion[s] = load(c);
  }
#endif
}

void prepare_twiddles(int log, u32 shift) {
  prepare_tails();
  cache[cached].log = log;
  cache[cached].shift = shift;
  build(&cache[cached].up, log, shift, 0);
  build(&cache[cached].down, log, shift, 1);
  cached++;
}

static const twiddles *find(int log, u32 shift, int inverse) {
  for (int i = 0; i < cached; i++)
    if (cache[i].log == log && cache[i].shift == shift) return inverse ? &cache[i].down : &cache[i].up;
  abort();
}

INLINE V difference(V a, V b) { return plus(minus(a, b), all(P)); }  // below 2^32, for shoup

static void down4(u32 *a, int q, const twiddles *t, int l) {
  const u32 *w1 = t->factor[l], *c1 = t->companion[l], *w2 = t->factor[l - 1], *c2 = t->companion[l - 1];
  for (int j = 0; j < q; j += N) {
    V x = load(a + j), y = load(a + q + j), z = load(a + 2 * q + j), u = load(a + 3 * q + j);
    V x1 = add(x, z), y1 = add(y, u);
    V z1 = shoup(difference(x, z), load(w1 + j), load(c1 + j));
    V u1 = shoup(difference(y, u), load(w1 + q + j), load(c1 + q + j));
    V w = load(w2 + j), c = load(c2 + j);
    store(a + j, add(x1, y1));
    store(a + q + j, shoup(difference(x1, y1), w, c));
    store(a + 2 * q + j, add(z1, u1));
    store(a + 3 * q + j, shoup(difference(z1, u1), w, c));
  }
}

static void up4(u32 *a, int q, const twiddles *t, int l) {
  const u32 *w1 = t->factor[l], *c1 = t->companion[l], *w2 = t->factor[l - 1], *c2 = t->companion[l - 1];
  for (int j = 0; j < q; j += N) {
    V w = load(w2 + j), c = load(c2 + j);
    V x = load(a + j), y = shoup(load(a + q + j), w, c);
    V z = load(a + 2 * q + j), u = shoup(load(a + 3 * q + j), w, c);
    V x1 = add(x, y), y1 = sub(x, y);
    V z1 = shoup(plus(z, u), load(w1 + j), load(c1 + j));
    V u1 = shoup(difference(z, u), load(w1 + q + j), load(c1 + q + j));
    store(a + j, add(x1, z1));
    store(a + q + j, add(y1, u1));
    store(a + 2 * q + j, sub(x1, z1));
    store(a + 3 * q + j, sub(y1, u1));
  }
}

static void down2(u32 *a, int h, const u32 *w, const u32 *c) {
  for (int j = 0; j < h; j += N) {
    V x = load(a + j), y = load(a + h + j);
    store(a + j, add(x, y));
    store(a + h + j, shoup(difference(x, y), load(w + j), load(c + j)));
  }
}

static void up2(u32 *a, int h, const u32 *w, const u32 *c) {
  for (int j = 0; j < h; j += N) {
    V x = load(a + j), y = shoup(load(a + h + j), load(w + j), load(c + j));
    store(a + j, add(x, y));
    store(a + h + j, sub(x, y));
  }
}

static void tails_down(u32 *a, int n, const twiddles *t) {
#if LOG_N > 0
  for (int o = 0; o < n; o += 2 * N) {
    V x = load(a + o), y = load(a + o + N);
#pragma GCC unroll 4
    for (int s = 0; s < LOG_N; s++) {
      V u = pick(low[s], x, y), v = pick(high[s], x, y);
      x = add(u, v);
      y = shoup(difference(u, v), t->tail[s], t->tail_companion[s]);
    }
    store(a + o, x);
    store(a + o + N, y);
  }
#else
  (void)a, (void)n, (void)t;
#endif
}

static void tails_up(const u32 *src, u32 *a, int n, const twiddles *t) {
#if LOG_N > 0
  for (int o = 0; o < n; o += 2 * N) {
    V x = load(src + o), y = load(src + o + N);
#pragma GCC unroll 4
    for (int s = LOG_N - 1; s >= 0; s--) {
      y = shoup(y, t->tail[s], t->tail_companion[s]);
      V u = add(x, y), v = sub(x, y);
      x = pick(back_x[s], u, v);
      y = pick(back_y[s], u, v);
    }
    store(a + o, x);
    store(a + o + N, y);
  }
#else
  (void)t;
  if (src != a) memcpy(a, src, 4u * n);
#endif
}

static void down(u32 *a, int log, const twiddles *t) {
  if (log > CACHE_LOG) {
    int q = 1 << (log - 2);
    down4(a, q, t, log);
    for (int i = 0; i < 4; i++) down(a + i * q, log - 2, t);
    return;
  }
  int l = log, n = 1 << log;
  for (; l >= LOG_N + 2; l -= 2)
    for (int b = 0; b < n; b += 1 << l) down4(a + b, 1 << (l - 2), t, l);
  if (l == LOG_N + 1)
    for (int b = 0; b < n; b += 1 << l) down2(a + b, 1 << (l - 1), t->factor[l], t->companion[l]);
  tails_down(a, n, t);
}

static void up(const u32 *src, u32 *a, int log, const twiddles *t) {
  if (log > CACHE_LOG) {
    int q = 1 << (log - 2);
    for (int i = 0; i < 4; i++) up(src + i * q, a + i * q, log - 2, t);
    up4(a, q, t, log);
    return;
  }
  int l = LOG_N, n = 1 << log;
  tails_up(src, a, n, t);
  if ((log - l) % 2) {
    l++;
    for (int b = 0; b < n; b += 1 << l) up2(a + b, 1 << (l - 1), t->factor[l], t->companion[l]);
  }
  for (l += 2; l <= log; l += 2)
    for (int b = 0; b < n; b += 1 << l) up4(a + b, 1 << (l - 2), t, l);
}

void interpolate(const u32 *values, u32 *coefficients, int log, u32 shift) {
  u32 scale = to_canonical(inverse1(from_canonical(1u << log)));
  V w = all(scale), c = all(companion(scale));
  for (int i = 0; i < 1 << log; i += N) store(coefficients + i, shoup(load(values + i), w, c));
  down(coefficients, log, find(log, shift, 1));
}

void evaluate(const u32 *coefficients, u32 *values, int log, u32 shift) {
  up(coefficients, values, log, find(log, shift, 0));
}

static int log_size;
static matrix values, coefficients, lde, leaves, nodes;

static void prepare(int log, int width) {
  log_size = log;
  values = fill(1 << log, width);
  prepare_twiddles(log, ONE);
  prepare_twiddles(log, coset_shift(log + 1));
}

static void prepare_ntt(int log) {
  prepare(log, 1);
  coefficients = allocate(1 << log, 1);
  interpolate(values.data, coefficients.data, log, ONE);
}
static void ntt_16(void) { prepare_ntt(16); }
static void ntt_20(void) { prepare_ntt(20); }
static void inverse(void) { interpolate(values.data, coefficients.data, log_size, ONE); }
static u32 inverse_sum(void) { return unordered_checksum(&coefficients); }
static void forward(void) {
  evaluate(coefficients.data, values.data, log_size, coset_shift(log_size + 1));
}
static u32 forward_sum(void) { return checksum(&values); }

static void extend_columns(int from, int to) {
  int n = 1 << log_size;
  u32 second = mul1(coset_shift(log_size + 1), root_of_unity(log_size + 1));
  for (int j = from; j < to; j++) {
    u32 *out = column(&lde, j);
    interpolate(column(&values, j), out + n, log_size, ONE);
    evaluate(out + n, out, log_size, coset_shift(log_size + 1));
    evaluate(out + n, out + n, log_size, second);
  }
}
static void prepare_lde(int log, int width) {
  prepare(log, width);
  prepare_twiddles(log, mul1(coset_shift(log + 1), root_of_unity(log + 1)));
  lde = allocate(2 << log, width);
}
static void lde_18(void) { prepare_lde(18, 8); }
static void extend(void) { extend_columns(0, lde.width); }
static u32 lde_sum(void) { return checksum(&lde); }

static void hash_rows(int from, int to) { absorb_rows(&lde, &leaves, from, to); }
static matrix children, parents;
static void hash_nodes(int from, int to) { tree_layer(&children, &parents, from, to); }

static void prepare_commit(void) {
  prepare_lde(20, 64);
  prepare_hashes();
  leaves = allocate(2 << 20, 8);
  nodes = allocate(1 << 20, 8);
}

// Levels lie one behind the other in the columns of nodes, as far as a cap of 16.
static void commit(void) {
  on_two_threads(extend_columns, 64, 1);
  on_two_threads(hash_rows, 2 << 20, 128);
  children = leaves;
  parents = nodes;
  for (int n = 1 << 20; n >= 16; n /= 2) {
    children.height = 2 * n;
    parents.height = n;
    if (n >= 4096)
      on_two_threads(hash_nodes, n, N);
    else
      hash_nodes(0, n);
    children = parents;
  }
}
static u32 cap_sum(void) { return checksum(&parents); }

const kernel_case transform_cases[] = {
    {"ntt-inverse-16", 16 << 16, ntt_16, inverse, inverse_sum},
    {"ntt-inverse-20", 20 << 20, ntt_20, inverse, inverse_sum},
    {"ntt-forward-16", 16 << 16, ntt_16, forward, forward_sum},
    {"ntt-forward-20", 20 << 20, ntt_20, forward, forward_sum},
    {"lde", 8 << 19, lde_18, extend, lde_sum},
    {"commit", 1e9, prepare_commit, commit, cap_sum},
    {0}};
