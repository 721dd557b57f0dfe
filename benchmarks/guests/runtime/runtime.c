#include "merapi.h"

extern char _end[];
static u32 heap;

void *allocate(u32 bytes) {
  if (heap == 0) heap = ((u32)_end + 15) & ~15u;
  void *result = (void *)heap;
  heap += (bytes + 15) & ~15u;
  return result;
}

const u8 *read_input(u32 *length) {
  u32 bytes;
  hint_input();
  hint_store_word(&bytes);
  u32 words = (bytes + 3) / 4;
  u8 *buffer = allocate(4 * words);
  if (words != 0) hint_buffer(buffer, words);
  *length = bytes;
  return buffer;
}

u64 read_number(void) {
  u32 length;
  const u8 *bytes = read_input(&length);
  u64 value = 0;
  for (u32 i = 0; i < length && i < 8; i++) value |= (u64)bytes[i] << (8 * i);
  return value;
}

void reveal_digest(const u8 *digest) {
  for (u32 i = 0; i < 8; i++) {
    const u8 *b = digest + 4 * i;
    reveal(i, b[0] | (u32)b[1] << 8 | (u32)b[2] << 16 | (u32)b[3] << 24);
  }
}

u32 strlen(const char *text) {
  u32 length = 0;
  while (text[length] != 0) length++;
  return length;
}

void print(const char *text) { print_str(text, strlen(text)); }

void abort(void) { terminate(134); }

void *memcpy(void *to, const void *from, u32 length) {
  u8 *t = to;
  const u8 *f = from;
  if ((((u32)t | (u32)f) & 3) == 0) {
    for (; length >= 4; length -= 4, t += 4, f += 4) *(u32 *)t = *(const u32 *)f;
  }
  while (length-- > 0) *t++ = *f++;
  return to;
}

void *memmove(void *to, const void *from, u32 length) {
  u8 *t = to;
  const u8 *f = from;
  if (t <= f) return memcpy(to, from, length);
  while (length-- > 0) t[length] = f[length];
  return to;
}

void *memset(void *to, int value, u32 length) {
  u8 *t = to;
  u32 word = (u8)value * 0x01010101u;
  for (; length > 0 && ((u32)t & 3) != 0; length--) *t++ = (u8)value;
  for (; length >= 4; length -= 4, t += 4) *(u32 *)t = word;
  while (length-- > 0) *t++ = (u8)value;
  return to;
}

int memcmp(const void *a, const void *b, u32 length) {
  const u8 *x = a;
  const u8 *y = b;
  for (u32 i = 0; i < length; i++) {
    if (x[i] != y[i]) return x[i] - y[i];
  }
  return 0;
}

/* 64-bit division for the compiler: schoolbook, bit by bit. */
static u64 divide(u64 n, u64 d, u64 *remainder) {
  u64 q = 0, r = 0;
  if ((n >> 32) == 0 && (d >> 32) == 0) {
    *remainder = (u32)n % (u32)d;
    return (u32)n / (u32)d;
  }
  for (int i = 63; i >= 0; i--) {
    r = r << 1 | (n >> i & 1);
    if (r >= d) {
      r -= d;
      q |= 1ull << i;
    }
  }
  *remainder = r;
  return q;
}

u64 __udivdi3(u64 n, u64 d) {
  u64 r;
  return divide(n, d, &r);
}

u64 __umoddi3(u64 n, u64 d) {
  u64 r;
  divide(n, d, &r);
  return r;
}
