// kernels CASE [MILLISECONDS]: prints case, checksum, instruction set, nanoseconds a unit (median of batches).
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "cases.h"

matrix allocate(int height, int width) {
  matrix m = {0, (height + 15) / 16 * 16 + (height >= 1024 ? 80 : 0), height, width};
  size_t bytes = (m.stride * width + 64) * sizeof(u32);
  m.data = aligned_alloc(64, (bytes + 63) / 64 * 64);
  memset(m.data, 0, bytes);
  return m;
}

matrix fill(int height, int width) {
  matrix m = allocate(height, width);
  for (int j = 0; j < width; j++) {
    u32 s = j + 1;
    for (int r = 0; r < height; r++) {
      s = s * 1664525 + 1013904223;
      column(&m, j)[r] = (u64)s * P >> 32;
    }
  }
  return m;
}

u32 checksum(const matrix *m) {
  u32 h = 0;
  for (int j = 0; j < m->width; j++)
    for (int r = 0; r < m->height; r++) h = 31 * h + column(m, j)[r];
  return h;
}

u32 unordered_checksum(const matrix *m) {
  u32 h = 0;
  for (int j = 0; j < m->width; j++)
    for (int r = 0; r < m->height; r++) {
      u32 x = column(m, j)[r];
      h += x * (x >> 3 | 1);
    }
  return h;
}

typedef struct {
  void (*work)(int from, int to);
  int from, to;
} piece;

static void *do_piece(void *p) {
  piece *it = p;
  it->work(it->from, it->to);
  return 0;
}

void on_two_threads(void (*work)(int, int), int n, int grain) {
  int middle = n / 2 / grain * grain;
  piece other = {work, middle, n};
  pthread_t thread;
  pthread_create(&thread, 0, do_piece, &other);
  work(0, middle);
  pthread_join(thread, 0);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(const kernel_case *c, double nanos) {
  c->prepare();
  c->run();
  u32 sum = c->checksum();
  double batches[1000];
  int done = 0, calls = 1;
  double end = now() + nanos;
  while (done < 3 || (now() < end && done < 1000)) {
    double start = now();
    for (int i = 0; i < calls; i++) c->run();
    double took = now() - start;
    if (took < 2e6 && calls < 1 << 20) {
      calls *= 2;
      continue;
    }
    batches[done++] = took / calls / c->units;
  }
  qsort(batches, done, sizeof *batches, ascending);
  printf("%s %08x %s %.5f\n", c->name, sum, ISA, batches[done / 2]);
}

int main(int argc, char **argv) {
  const kernel_case *all[] = {hash_cases, transform_cases, sum_cases, fold_cases};
  double nanos = argc > 2 ? atof(argv[2]) * 1e6 : 5e8;
  int found = 0;
  for (int i = 0; i < 4; i++)
    for (const kernel_case *c = all[i]; c->name; c++)
      if (argc < 2 || !strcmp(argv[1], "all")) {
        puts(c->name);
        found++;
      } else if (!strcmp(argv[1], c->name)) {
        measure(c, nanos);
        found++;
      }
  if (!found) fprintf(stderr, "no case %s\n", argv[1]);
  return found ? 0 : 1;
}
