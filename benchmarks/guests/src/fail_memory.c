/* Stores one word beyond the end of memory. */
#include "merapi.h"

int main(void) {
  *(volatile u32 *)0x20000000 = 1;
  return 0;
}
