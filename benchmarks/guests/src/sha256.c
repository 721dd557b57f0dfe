/* SHA-256 of the input. Reveals the digest. */
#include "sha256.h"

int main(void) {
  u32 length;
  const u8 *data = read_input(&length);
  u32 h[8] = SHA256_START;
  u32 done = 0;
  for (; length - done >= 64; done += 64) block(h, data + done);
  u8 last[128];
  u32 rest = length - done;
  u32 total = rest < 56 ? 64 : 128;
  memset(last, 0, sizeof last);
  memcpy(last, data + done, rest);
  last[rest] = 0x80;
  u64 bits = (u64)length << 3;
  for (int i = 0; i < 8; i++) last[total - 1 - i] = (u8)(bits >> (8 * i));
  for (u32 i = 0; i < total; i += 64) block(h, last + i);
  u8 digest[32];
  for (int i = 0; i < 32; i++) digest[i] = (u8)(h[i / 4] >> (24 - 8 * (i % 4)));
  reveal_digest(digest);
  return 0;
}
