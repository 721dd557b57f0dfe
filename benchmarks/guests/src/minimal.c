/* Does nothing and ends well: what a proof costs at least. No input; reveals nothing. */
#include "merapi.h"

int main(void) { return 0; }
