/* Keccak-256 (the padding of Ethereum, 0x01) of the input, in plain C. Reveals the digest. */
#include "merapi.h"

enum { RATE = 136 };

static u64 round_constant(u8 *lfsr) {
  u64 constant = 0;
  for (int j = 0; j < 7; j++) {
    if (*lfsr & 1) constant ^= 1ull << ((1 << j) - 1);
    *lfsr = (u8)(*lfsr << 1 ^ (*lfsr >> 7) * 0x71);
  }
  return constant;
}

static inline u64 rol(u64 x, int n) { return n == 0 ? x : x << n | x >> (64 - n); }

static void permute(u64 s[25]) {
  u8 lfsr = 1;
  for (int round = 0; round < 24; round++) {
    u64 c[5];
    for (int x = 0; x < 5; x++) c[x] = s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20];
    for (int x = 0; x < 5; x++) {
      u64 d = c[(x + 4) % 5] ^ rol(c[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) s[y + x] ^= d;
    }
    int x = 1, y = 0;
    u64 current = s[1];
    for (int t = 0; t < 24; t++) {
      int next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      u64 kept = s[5 * y + x];
      s[5 * y + x] = rol(current, (t + 1) * (t + 2) / 2 % 64);
      current = kept;
    }
    for (int row = 0; row < 25; row += 5) {
      u64 r[5];
      for (int i = 0; i < 5; i++) r[i] = s[row + i];
      for (int i = 0; i < 5; i++) s[row + i] = r[i] ^ (~r[(i + 1) % 5] & r[(i + 2) % 5]);
    }
    s[0] ^= round_constant(&lfsr);
  }
}

static void absorb(u64 s[25], const u8 *data, u32 length) {
  for (u32 i = 0; i < length; i++) s[i / 8] ^= (u64)data[i] << (8 * (i % 8));
}

int main(void) {
  u32 length;
  const u8 *data = read_input(&length);
  u64 state[25] = {0};
  for (; length >= RATE; length -= RATE, data += RATE) {
    absorb(state, data, RATE);
    permute(state);
  }
  absorb(state, data, length);
  state[length / 8] ^= 1ull << (8 * (length % 8));
  state[RATE / 8 - 1] ^= 1ull << 63;
  permute(state);
  for (u32 i = 0; i < 4; i++) {
    reveal(2 * i, (u32)state[i]);
    reveal(2 * i + 1, (u32)(state[i] >> 32));
  }
  return 0;
}
