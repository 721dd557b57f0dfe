/* Fibonacci number n modulo 2^64; n is the input (up to 8 bytes, little-endian). Reveals it in words 0 and 1. */
#include "merapi.h"

int main(void) {
  u64 n = read_number();
  u64 a = 0, b = 1;
  for (u64 i = 0; i < n; i++) {
    u64 c = a + b;
    a = b;
    b = c;
  }
  reveal(0, (u32)a);
  reveal(1, (u32)(a >> 32));
  return 0;
}
