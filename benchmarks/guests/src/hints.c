/*
 * Uses every kind of hint: prints the first input, takes the vectors of the key it names, and reveals the sum of their bytes,
 * how many vectors there were, and four random words. Input: a key, then how many vectors it leads to.
 */
#include "merapi.h"

int main(void) {
  u32 length;
  const u8 *key = read_input(&length);
  u32 vectors = (u32)read_number();
  print("key ");
  print_str((const char *)key, length);
  print("\n");
  hint_load_by_key(key, length);
  u32 sum = 0;
  for (u32 i = 0; i < vectors; i++) {
    const u8 *bytes = read_input(&length);
    for (u32 k = 0; k < length; k++) sum += bytes[k];
  }
  u32 random[4];
  hint_random(4);
  hint_store_word(&random[0]);
  hint_buffer(&random[1], 3);
  reveal(0, sum);
  reveal(1, vectors);
  for (u32 i = 0; i < 4; i++) reveal(4 + i, random[i]);
  return 0;
}
