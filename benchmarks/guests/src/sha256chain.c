/*
 * Hashes 32 bytes with SHA-256, then the digest, and so on, n times. Input: n in four bytes; the 32 bytes to begin with.
 * Reveals the last digest.
 */
#include "sha256.h"

int main(void) {
  u32 n = (u32)read_number();
  u32 length;
  const u8 *start = read_input(&length);
  if (length != 32) return 1;
  u8 message[64] = {0}; /* 32 bytes and their padding */
  memcpy(message, start, 32);
  message[32] = 0x80;
  message[62] = 1;
  for (u32 i = 0; i < n; i++) {
    u32 h[8] = SHA256_START;
    block(h, message);
    for (int j = 0; j < 32; j++) message[j] = (u8)(h[j / 4] >> (24 - 8 * (j % 4)));
  }
  reveal_digest(message);
  return 0;
}
