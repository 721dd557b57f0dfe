/* Loads a word from an address that is no multiple of 4. */
#include "merapi.h"

int main(void) { return (int)*(volatile u32 *)0x00300002; }
