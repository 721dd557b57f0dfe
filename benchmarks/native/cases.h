// What is measured: the same inputs, work and checksums as in dev.merapi.benchmarks.kernels.
#ifndef CASES_H
#define CASES_H
#include <stddef.h>
#include "field.h"

typedef struct {
  const char *name;
  double units;          // of work in one call
  void (*prepare)(void);
  void (*run)(void);
  u32 (*checksum)(void); // of the results of the first call
} kernel_case;

extern const kernel_case hash_cases[], transform_cases[], sum_cases[], fold_cases[];

// Columns, their starts staggered so that powers of two do not compete for the same cache sets.
typedef struct {
  u32 *data;
  size_t stride;
  int height, width;
} matrix;

INLINE u32 *column(const matrix *m, int j) { return m->data + j * m->stride; }
matrix allocate(int height, int width);
matrix fill(int height, int width);      // deterministic elements, a sequence for each column
u32 checksum(const matrix *m);           // of all cells, in order
u32 unordered_checksum(const matrix *m); // of cells whose order is the kernel's own

// Cuts [0, n) in two pieces of which each is a multiple of grain, one for each thread.
void on_two_threads(void (*work)(int from, int to), int n, int grain);

void absorb_rows(const matrix *m, matrix *digests, int from, int to);
void tree_layer(const matrix *children, matrix *parents, int from, int to);
void interpolate(const u32 *values, u32 *coefficients, int log, u32 shift);
void evaluate(const u32 *coefficients, u32 *values, int log, u32 shift);
void prepare_twiddles(int log, u32 shift);
void prepare_hashes(void);
#endif
