// KoalaBear arithmetic on vectors of N elements: AVX-512, AVX2 or one element at a time, by what the
// compiler is allowed to use. Elements are in Montgomery form (R = 2^32) and reduced, as in Java.
#ifndef FIELD_H
#define FIELD_H
#include <stdint.h>

#define P 0x7f000001u
#define P_INVERSE 0x81000001u  // 1/p mod 2^32
#define ONE 0x01fffffeu        // 2^32 mod p
#define INLINE static inline __attribute__((always_inline))

typedef uint32_t u32;
typedef uint64_t u64;

INLINE u32 reduce1(u64 c) {  // c / 2^32, c < 2^32 p
  u32 q = (u32)c * P_INVERSE;
  u32 high = c >> 32, correction = (u64)q * P >> 32;
  return high - correction + (high < correction ? P : 0);
}
INLINE u32 mul1(u32 a, u32 b) { return reduce1((u64)a * b); }
INLINE u32 add1(u32 a, u32 b) { u32 t = a + b; return t >= P ? t - P : t; }
INLINE u32 sub1(u32 a, u32 b) { return a >= b ? a - b : a - b + P; }
INLINE u32 from_canonical(u64 x) { return (x << 32) % P; }
INLINE u32 to_canonical(u32 a) { return reduce1(a); }
static u32 pow1(u32 a, u64 e) {
  u32 r = ONE;
  for (; e; e >>= 1, a = mul1(a, a))
    if (e & 1) r = mul1(r, a);
  return r;
}
static inline u32 inverse1(u32 a) { return pow1(a, P - 2); }
static inline u32 root_of_unity(int log) { return pow1(from_canonical(3), (u64)(P - 1) >> log); }
static inline u32 coset_shift(int log) { return pow1(from_canonical(3), 1u << (24 - log)); }
static inline u32 companion(u32 canonical) { return ((u64)canonical << 32) / P; }

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#include <immintrin.h>
#define ISA "AVX-512"
#define N 16
#define LOG_N 4
typedef __m512i V;
#define OP(name) _mm512_##name
INLINE V load(const u32 *p) { return _mm512_loadu_si512(p); }
INLINE void store(u32 *p, V v) { _mm512_storeu_si512(p, v); }
INLINE V zero(void) { return _mm512_setzero_si512(); }
INLINE V xor_(V a, V b) { return _mm512_xor_si512(a, b); }
INLINE V and_(V a, V b) { return _mm512_and_si512(a, b); }
#define ROR(v, k) _mm512_ror_epi32(v, k)
INLINE V odd_down(V v) {  // odd lanes also in the even ones
  return _mm512_castps_si512(_mm512_movehdup_ps(_mm512_castsi512_ps(v)));
}
INLINE V upper_halves(V even, V odd) {  // of 64-bit results, each to its own lane
  return _mm512_castps_si512(_mm512_mask_movehdup_ps(
      _mm512_castsi512_ps(odd), 0x5555, _mm512_castsi512_ps(even)));
}
INLINE V pick(V index, V a, V b) { return _mm512_permutex2var_epi32(a, index, b); }

#elif defined(__AVX2__)
#include <immintrin.h>
#define ISA "AVX2"
#define N 8
#define LOG_N 3
typedef __m256i V;
#define OP(name) _mm256_##name
INLINE V load(const u32 *p) { return _mm256_loadu_si256((const V *)p); }
INLINE void store(u32 *p, V v) { _mm256_storeu_si256((V *)p, v); }
INLINE V zero(void) { return _mm256_setzero_si256(); }
INLINE V xor_(V a, V b) { return _mm256_xor_si256(a, b); }
INLINE V and_(V a, V b) { return _mm256_and_si256(a, b); }
#define ROR(v, k) _mm256_or_si256(_mm256_srli_epi32(v, k), _mm256_slli_epi32(v, 32 - (k)))
INLINE V odd_down(V v) {
  return _mm256_castps_si256(_mm256_movehdup_ps(_mm256_castsi256_ps(v)));
}
INLINE V upper_halves(V even, V odd) { return _mm256_blend_epi32(odd_down(even), odd, 0xAA); }
INLINE V pick(V index, V a, V b) {
  V in_b = _mm256_cmpgt_epi32(index, _mm256_set1_epi32(7));
  return _mm256_blendv_epi8(_mm256_permutevar8x32_epi32(a, index),
                            _mm256_permutevar8x32_epi32(b, index), in_b);
}

#else
#define ISA "portable"
#define N 1
#define LOG_N 0
typedef u32 V;
INLINE V load(const u32 *p) { return *p; }
INLINE void store(u32 *p, V v) { *p = v; }
INLINE V zero(void) { return 0; }
INLINE V xor_(V a, V b) { return a ^ b; }
INLINE V and_(V a, V b) { return a & b; }
#define ROR(v, k) ((v) >> (k) | (v) << (32 - (k)))
INLINE V all(u32 x) { return x; }
INLINE V plus(V a, V b) { return a + b; }
INLINE V minus(V a, V b) { return a - b; }
INLINE V low_product(V a, V b) { return a * b; }
INLINE V shift_right(V a, int k) { return a >> k; }
INLINE V shift_left(V a, int k) { return a << k; }
INLINE V least(V a, V b) { return a < b ? a : b; }
INLINE V mul(V a, V b) { return mul1(a, b); }
INLINE V cube_of_sum(V x, V c) {  // c is the constant minus p
  V s = plus(x, c);
  s = least(s, s + P);
  return mul1(mul1(s, s), s);
}
INLINE V shoup(V a, V w, V w_companion) {
  u32 r = a * w - (u32)((u64)a * w_companion >> 32) * P;
  return least(r, r - P);
}
#endif

#if N > 1
INLINE V all(u32 x) { return OP(set1_epi32)(x); }
INLINE V plus(V a, V b) { return OP(add_epi32)(a, b); }
INLINE V minus(V a, V b) { return OP(sub_epi32)(a, b); }
INLINE V low_product(V a, V b) { return OP(mullo_epi32)(a, b); }
INLINE V shift_right(V a, int k) { return OP(srli_epi32)(a, k); }
INLINE V shift_left(V a, int k) { return OP(slli_epi32)(a, k); }
INLINE V least(V a, V b) { return OP(min_epu32)(a, b); }

INLINE V mul(V a, V b) {
  V inverse = all(P_INVERSE), p = all(P);
  V even = OP(mul_epu32)(a, b), odd = OP(mul_epu32)(odd_down(a), odd_down(b));
  V qe = OP(mul_epu32)(even, inverse), qo = OP(mul_epu32)(odd, inverse);
  V r = minus(upper_halves(even, odd), upper_halves(OP(mul_epu32)(qe, p), OP(mul_epu32)(qo, p)));
  return least(r, plus(r, p));
}

// c / 2^32 in the upper halves, between -p and p, for 64-bit lanes with |c| < 2^31 p.
INLINE V reduce_signed(V c) {
  return OP(sub_epi64)(c, OP(mul_epi32)(OP(mul_epi32)(c, all(P_INVERSE)), all(P)));
}

// (x + c)^3 with c in [-p, 0), so that the sum needs no reduction: signed products throughout.
INLINE V cube_of_sum(V x, V c) {
  V even = plus(x, c), odd = odd_down(even);
  V e = OP(mul_epi32)(odd_down(reduce_signed(OP(mul_epi32)(even, even))), even);
  V o = OP(mul_epi32)(odd_down(reduce_signed(OP(mul_epi32)(odd, odd))), odd);
  V qe = OP(mul_epi32)(OP(mul_epi32)(e, all(P_INVERSE)), all(P));
  V qo = OP(mul_epi32)(OP(mul_epi32)(o, all(P_INVERSE)), all(P));
  V r = minus(upper_halves(e, o), upper_halves(qe, qo));
  return least(r, plus(r, all(P)));
}

// a w for any 32-bit a, canonical w and companion floor(w 2^32 / p).
INLINE V shoup(V a, V w, V w_companion) {
  V even = OP(mul_epu32)(a, w_companion);
  V odd = OP(mul_epu32)(odd_down(a), odd_down(w_companion));
  V r = minus(low_product(a, w), low_product(upper_halves(even, odd), all(P)));
  return least(r, minus(r, all(P)));
}
#endif

INLINE V add(V a, V b) { V t = plus(a, b); return least(t, minus(t, all(P))); }
INLINE V sub(V a, V b) { V t = minus(a, b); return least(t, plus(t, all(P))); }
#endif
