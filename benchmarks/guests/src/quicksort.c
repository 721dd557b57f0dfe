/*
 * Sorts n numbers of an xorshift generator. Input: n and seed, four bytes each. Reveals n, the smallest, the median, the
 * largest, and a hash (FNV-1a over words) of the sorted numbers.
 */
#include "merapi.h"

static void sort(u32 *from, u32 *to) {
  while (to - from > 12) {
    u32 *mid = from + (to - from) / 2;
    u32 a = *from, b = *mid, c = to[-1];
    u32 pivot = a < b ? (b < c ? b : (a < c ? c : a)) : (a < c ? a : (b < c ? c : b));
    u32 *i = from, *j = to - 1;
    while (i <= j) {
      while (*i < pivot) i++;
      while (*j > pivot) j--;
      if (i <= j) {
        u32 t = *i;
        *i++ = *j;
        *j-- = t;
      }
    }
    if (j + 1 - from < to - i) {
      sort(from, j + 1);
      from = i;
    } else {
      sort(i, to);
      to = j + 1;
    }
  }
  for (u32 *i = from + 1; i < to; i++) {
    u32 value = *i;
    u32 *j = i;
    for (; j > from && j[-1] > value; j--) *j = j[-1];
    *j = value;
  }
}

int main(void) {
  u64 input = read_number();
  u32 n = (u32)input;
  u32 x = (u32)(input >> 32) | 1;
  if (n == 0) return 1;
  u32 *numbers = allocate(4 * n);
  for (u32 i = 0; i < n; i++) {
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    numbers[i] = x;
  }
  sort(numbers, numbers + n);
  u32 hash = 0x811c9dc5;
  for (u32 i = 0; i < n; i++) {
    if (i > 0 && numbers[i] < numbers[i - 1]) return 1;
    hash = (hash ^ numbers[i]) * 0x01000193;
  }
  reveal(0, n);
  reveal(1, numbers[0]);
  reveal(2, numbers[n / 2]);
  reveal(3, numbers[n - 1]);
  reveal(4, hash);
  return 0;
}
