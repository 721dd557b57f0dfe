/*
 * Walks over 128 kB in words, half-words and bytes, near and far. Input: the number of rounds. Reveals three checksums.
 */
#include "merapi.h"

enum { WORDS = 1 << 15 };

int main(void) {
  u32 rounds = (u32)read_number();
  u32 *area = allocate(4 * WORDS);
  u32 x = 12345, sum = 0, halves = 0, bytes = 0;
  for (u32 i = 0; i < WORDS; i++) area[i] = i * 2654435761u;
  for (u32 r = 0; r < rounds; r++) {
    u32 at = r;
    for (u32 i = 0; i < WORDS / 8; i++) {
      at = (at + 8191) & (WORDS - 1); /* far */
      x = x * 1103515245 + 12345;
      area[at] += x;
      sum = (sum << 1 | sum >> 31) ^ area[(at + 1) & (WORDS - 1)];
      volatile i16 *half = (volatile i16 *)&area[x >> 17];
      half[i & 1] = (i16)(half[1 - (i & 1)] + (i16)i);
      halves += half[0];
      volatile i8 *byte = (volatile i8 *)&area[(x >> 2) & (WORDS - 1)];
      byte[i & 3] = (i8)(byte[3 - (i & 3)] - (i8)r);
      bytes += byte[2];
      bytes ^= ((volatile u8 *)byte)[1];
      halves ^= ((volatile u16 *)half)[1];
    }
  }
  reveal(0, sum);
  reveal(1, halves);
  reveal(2, bytes);
  return 0;
}
