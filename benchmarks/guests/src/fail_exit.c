/* Ends with exit code 3. */
#include "merapi.h"

int main(void) {
  reveal(0, 1);
  terminate(3);
}
