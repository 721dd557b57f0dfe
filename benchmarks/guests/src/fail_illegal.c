/* Reaches an instruction that the machine does not have. */
#include "merapi.h"

__attribute__((noinline)) static void forbidden(void) { __asm__ volatile("ebreak"); }

int main(void) {
  forbidden();
  return 0;
}
