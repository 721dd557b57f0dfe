/* Start and end of a guest without input as a Linux program. */
#include "merapi.h"

u32 linux_public_values[8];
int main(void);

static long system_call(long number, long a, long b, long c) {
  register long a0 __asm__("a0") = a;
  register long a1 __asm__("a1") = b;
  register long a2 __asm__("a2") = c;
  register long a7 __asm__("a7") = number;
  __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
  return a0;
}

void linux_exit(u32 code) {
  system_call(64, 1, (long)linux_public_values, sizeof linux_public_values);
  for (;;) system_call(93, (long)code, 0, 0);
}

__attribute__((section(".text.start"))) void _start(void) { linux_exit((u32)main()); }
