// Element-wise arithmetic, batch inversion, and the dot products of openings and of DEEP.
#include <string.h>
#include "cases.h"

#define ROWS (1 << 14)
#define COLUMNS 64
#define ELEMENTS 2048

static matrix a, b, weights;

static void prepare_elements(void) {
  a = fill(ELEMENTS, 3);
  b = allocate(ELEMENTS, 1);
}

static u32 sum_of_column(int j) {
  matrix m = {column(&a, j), a.stride, a.height, 1};
  return checksum(&m);
}
static u32 first_column(void) { return sum_of_column(0); }
static u32 third_column(void) { return sum_of_column(2); }

static void multiply_add(void) {
  for (int i = 0; i < ELEMENTS; i += N) {
    V product = mul(load(column(&a, 0) + i), load(column(&a, 1) + i));
    store(column(&a, 2) + i, add(load(column(&a, 2) + i), product));
  }
}

// Products of the elements so far, lane by lane; then backwards from one inversion.
static void invert(void) {
  u32 *prefix = column(&b, 0), *x = column(&a, 0), lanes[N], before[N], rest = ONE;
  V product = all(ONE);
  for (int i = 0; i < ELEMENTS; i += N) {
    store(prefix + i, product);
    product = mul(product, load(x + i));
  }
  store(lanes, product);
  for (int l = 0; l < N; l++) {
    before[l] = rest;
    rest = mul1(rest, lanes[l]);
  }
  rest = inverse1(rest);
  for (int l = N - 1; l >= 0; l--) {
    u32 next = mul1(rest, lanes[l]);
    lanes[l] = mul1(rest, before[l]);
    rest = next;
  }
  V inverse = load(lanes);
  for (int i = ELEMENTS - N; i >= 0; i -= N) {
    V now = load(x + i);
    store(x + i, mul(inverse, load(prefix + i)));
    inverse = mul(inverse, now);
  }
}

// Products as 64-bit numbers, of the even lanes; odd() brings the others there.
#if N > 1
typedef V wide;
INLINE wide no_wide(void) { return zero(); }
INLINE wide products(V x, V y) { return OP(mul_epu32)(x, y); }
INLINE wide plus_wide(wide x, wide y) { return OP(add_epi64)(x, y); }
INLINE wide upper(wide x) { return OP(srli_epi64)(x, 32); }
INLINE wide lower(wide x) { return OP(srli_epi64)(OP(slli_epi64)(x, 32), 32); }
INLINE V odd(V x) { return odd_down(x); }
#else
typedef u64 wide;
INLINE wide no_wide(void) { return 0; }
INLINE wide products(V x, V y) { return (u64)x * y; }
INLINE wide plus_wide(wide x, wide y) { return x + y; }
INLINE wide upper(wide x) { return x >> 32; }
INLINE wide lower(wide x) { return (u32)x; }
INLINE V odd(V x) { return x & 0; }  // there are none
#endif

// A sum of products, h 2^32 + l.
typedef struct {
  wide high, low;
} sum;

INLINE void take(sum *s, wide four_products) {  // 4 p^2 < 2^64
  s->high = plus_wide(s->high, upper(four_products));
  s->low = plus_wide(s->low, lower(four_products));
}

// The sum over 2^32, below 2p, in the upper halves.
INLINE wide reduced(const sum *s) {
#if N > 1
  V negative = all(-P_INVERSE), p = all(P), r2 = all((u64)ONE * ONE % P);
  V h = plus_wide(s->high, products(products(s->high, negative), p));
  V c = plus_wide(products(upper(h), r2), s->low);
  return plus_wide(c, products(products(c, negative), p));
#else
  return (u64)add1(s->high % P, reduce1(s->low)) << 32;
#endif
}

INLINE V merged(const sum *even, const sum *odds) {
#if N > 1
  V r = upper_halves(reduced(even), reduced(odds));
  return least(r, minus(r, all(P)));
#else
  (void)odds;
  return upper(reduced(even));
#endif
}

static u32 total(const sum *s) {
  u64 high[sizeof(wide) / 8], low[sizeof(wide) / 8], h = 0, l = 0;
  memcpy(high, &s->high, sizeof high);
  memcpy(low, &s->low, sizeof low);
  for (size_t i = 0; i < sizeof(wide) / 8; i++) {
    h += high[i];
    l += low[i];
  }
  return add1(h % P, reduce1(l % P));
}

static u32 coefficients[4 * COLUMNS];
static matrix opened;

static void prepare_sums(void) {
  a = fill(ROWS, COLUMNS);
  weights = fill(ROWS + 1, 4);
  b = allocate(ROWS, 4);
  opened = allocate(8 * COLUMNS, 1);
  memcpy(coefficients, weights.data, sizeof coefficients);
}

// Of each column with four columns of weights, and with the weights a row before.
static void openings(void) {
  for (int j = 0; j < COLUMNS; j++)
    for (int point = 0; point < 2; point++) {
      const u32 *f = column(&a, j);
      sum s[4];
      for (int t = 0; t < 4; t++) s[t].high = s[t].low = no_wide();
      for (int i = 0; i < ROWS; i += 2 * N) {
        V x = load(f + i), y = load(f + i + N), x_odd = odd(x), y_odd = odd(y);
#pragma GCC unroll 4
        for (int t = 0; t < 4; t++) {
          const u32 *w = column(&weights, t) + 1 - point + i;
          V u = load(w), v = load(w + N);
          take(&s[t], plus_wide(plus_wide(products(x, u), products(x_odd, odd(u))),
                                plus_wide(products(y, v), products(y_odd, odd(v)))));
        }
      }
      for (int t = 0; t < 4; t++) {
        u32 *to = opened.data + 8 * j + 4 * point + t;
        *to = add1(*to, total(&s[t]));
      }
    }
}
static u32 openings_sum(void) { return checksum(&opened); }

// Of the columns of each row with extension coefficients: b(r) += sum over j of c_j a_j(r).
static void deep(void) {
  for (int block = 0; block < ROWS; block += 512)
    for (int half = 0; half < 4; half += 2)
      for (int r = block; r < block + 512; r += N) {
        sum even[2], odds[2];
        for (int t = 0; t < 2; t++)
          even[t].high = even[t].low = odds[t].high = odds[t].low = no_wide();
        for (int j = 0; j < COLUMNS; j += 4) {
          wide e[2] = {no_wide(), no_wide()}, o[2] = {no_wide(), no_wide()};
#pragma GCC unroll 4
          for (int k = j; k < j + 4; k++) {
            V x = load(column(&a, k) + r), x_odd = odd(x);
#pragma GCC unroll 2
            for (int t = 0; t < 2; t++) {
              V factor = all(coefficients[4 * k + half + t]);
              e[t] = plus_wide(e[t], products(x, factor));
              o[t] = plus_wide(o[t], products(x_odd, factor));
            }
          }
          for (int t = 0; t < 2; t++) {
            take(&even[t], e[t]);
            take(&odds[t], o[t]);
          }
        }
        for (int t = 0; t < 2; t++) {
          u32 *to = column(&b, half + t) + r;
          store(to, add(load(to), merged(&even[t], &odds[t])));
        }
      }
}
static u32 deep_sum(void) { return checksum(&b); }

const kernel_case sum_cases[] = {
    {"multiply-add", ELEMENTS, prepare_elements, multiply_add, third_column},
    {"inversion", ELEMENTS, prepare_elements, invert, first_column},
    {"openings", 1.0 * ROWS * COLUMNS, prepare_sums, openings, openings_sum},
    {"deep", 1.0 * ROWS * COLUMNS, prepare_sums, deep, deep_sum},
    {0}};
