/*
 * Reads and writes words all over 16 MB, at the addresses of an xorshift generator. Input, four bytes each: the number of
 * steps, each of which reads one word and changes another, and how often the generator runs idle in each. Reveals a checksum
 * of all words read and the last state of the generator.
 */
#include "merapi.h"

enum { LOG_WORDS = 22 };

int main(void) {
  u64 input = read_number();
  u32 steps = (u32)input;
  u32 idle = (u32)(input >> 32);
  u32 *area = allocate(4u << LOG_WORDS);
  u32 x = 2463534242u, sum = 0;
  for (u32 i = 0; i < steps; i++) {
    for (u32 k = 0; k <= idle; k++) {
      x ^= x << 13;
      x ^= x >> 17;
      x ^= x << 5;
    }
    sum = (sum << 1 | sum >> 31) + area[x >> (32 - LOG_WORDS)];
    area[(x * 2654435761u) >> (32 - LOG_WORDS)] += sum ^ x;
  }
  reveal(0, sum);
  reveal(1, x);
  return 0;
}
