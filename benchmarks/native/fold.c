// FRI: folding an extension codeword by 8.
#include "cases.h"

#define PART (1 << 12)  // rows of the result

// f(x) = sum of X^t f_t(X^8) is known at x w^k, k < 8, for each x = 1/u; the result is
// sum over t of beta^t/8 u^t sum over k of w^(-kt) f(x w^k).
static matrix codeword, folded;
static u32 beta_powers[8][4];
static u32 first_inverse = 5, step_inverse = 7;
static const u32 THREE = 3;

static void times_beta(u32 *x, const u32 *beta) {
  u32 three = from_canonical(THREE), r[4] = {0};
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) {
      u32 product = mul1(x[i], beta[j]);
      if (i + j >= 4) product = mul1(product, three);
      r[(i + j) % 4] = add1(r[(i + j) % 4], product);
    }
  for (int i = 0; i < 4; i++) x[i] = r[i];
}

static void prepare(void) {
  codeword = fill(8 * PART, 4);
  folded = allocate(PART, 4);
  static const u32 beta[4] = {3, 4, 5, 6};
  u32 power[4] = {inverse1(from_canonical(8))};
  for (int t = 0; t < 8; t++, times_beta(power, beta))
    for (int j = 0; j < 4; j++) beta_powers[t][j] = power[j];
}

INLINE void butterfly(V *x, V *y) {
  V difference = sub(*x, *y);
  *x = add(*x, *y);
  *y = difference;
}

// Transform of size 8 with the inverse root, result t in place reverse(t).
INLINE void transform(V *v, const V *root) {
#pragma GCC unroll 3
  for (int half = 4; half >= 1; half /= 2)
#pragma GCC unroll 4
    for (int block = 0; block < 8; block += 2 * half)
#pragma GCC unroll 4
      for (int k = 0; k < half; k++) {
        butterfly(&v[block + k], &v[block + k + half]);
        if (k) v[block + k + half] = mul(v[block + k + half], root[k * 4 / half]);
      }
}

static void fold(void) {
  static const int reverse[8] = {0, 4, 2, 6, 1, 5, 3, 7};
  u32 lanes[N], u = first_inverse, w = inverse1(root_of_unity(3));
  V root[4] = {all(ONE), all(w), all(mul1(w, w)), all(mul1(mul1(w, w), w))};
  for (int l = 0; l < N; l++, u = mul1(u, step_inverse)) lanes[l] = u;
  V inverse = load(lanes), stride = all(pow1(step_inverse, N));
  for (int i = 0; i < PART; i += N, inverse = mul(inverse, stride)) {
    V out[4] = {zero(), zero(), zero(), zero()}, power[8];
    power[1] = inverse;
#pragma GCC unroll 6
    for (int t = 2; t < 8; t++) power[t] = mul(power[t - 1], inverse);
    for (int j = 0; j < 4; j++) {
      V v[8];
#pragma GCC unroll 8
      for (int k = 0; k < 8; k++) v[k] = load(column(&codeword, j) + k * PART + i);
      transform(v, root);
#pragma GCC unroll 8
      for (int t = 0; t < 8; t++) {
        V term = v[reverse[t]];
        if (t) term = mul(term, power[t]);
        // term X^j beta^t/8, with X^4 = 3
#pragma GCC unroll 4
        for (int m = 0; m < 4; m++) {
          u32 c = beta_powers[t][(m - j) & 3];
          if (m < j) c = add1(c, add1(c, c));
          out[m] = add(out[m], mul(term, all(c)));
        }
      }
    }
    for (int m = 0; m < 4; m++) store(column(&folded, m) + i, out[m]);
  }
}
static u32 folded_sum(void) { return checksum(&folded); }

const kernel_case fold_cases[] = {{"fold", 8 * PART, prepare, fold, folded_sum}, {0}};
