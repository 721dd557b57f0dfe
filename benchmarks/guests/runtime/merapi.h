/* Intrinsics and input/output of a guest; the encodings are those of the guest ABI (custom-0, see docs). */
#ifndef MERAPI_H
#define MERAPI_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char i8;
typedef short i16;
typedef int i32;
typedef long long i64;

#ifndef MERAPI_LINUX
/* Ends the program; code must be a constant from 0 to 255. */
#define terminate(code)                                            \
  do {                                                             \
    __asm__ volatile(".insn i 0x0b, 0, x0, x0, %0" ::"i"(code));   \
    __builtin_unreachable();                                       \
  } while (0)

/* The next word of the hint stream to *to. */
static inline void hint_store_word(void *to) {
  __asm__ volatile(".insn i 0x0b, 1, %0, x0, 0" ::"r"(to) : "memory");
}

/* The next words (at least one) of the hint stream to to[0..words). */
static inline void hint_buffer(void *to, u32 words) {
  __asm__ volatile(".insn i 0x0b, 1, %0, %1, 1" ::"r"(to), "r"(words) : "memory");
}

/* Word `index` of the public values. */
static inline void reveal(u32 index, u32 value) {
  __asm__ volatile(".insn i 0x0b, 2, %0, %1, 0" ::"r"(4 * index), "r"(value));
}

/* Resets the hint stream to the next input vector: its length, then its bytes padded to words. */
static inline void hint_input(void) { __asm__ volatile(".insn i 0x0b, 3, x0, x0, 0" ::: "memory"); }

/* Prints length bytes of UTF-8 on the host. */
static inline void print_str(const char *text, u32 length) {
  __asm__ volatile(".insn i 0x0b, 3, %0, %1, 1" ::"r"(text), "r"(length) : "memory");
}

/* Resets the hint stream to that many random words. */
static inline void hint_random(u32 words) {
  __asm__ volatile(".insn i 0x0b, 3, %0, x0, 2" ::"r"(words) : "memory");
}

/* Puts the vectors the host knows under this key before the remaining input. */
static inline void hint_load_by_key(const void *key, u32 length) {
  __asm__ volatile(".insn i 0x0b, 3, %0, %1, 3" ::"r"(key), "r"(length) : "memory");
}

/* Marks a span of a function for profiles; name is a string of up to 64 bytes. Macros, as a span ends with its function. */
#define span_begin(name) __asm__ volatile(".insn i 0x73, 1, x0, %0, -2048" ::"r"(name) : "memory")
#define span_end() __asm__ volatile(".insn i 0x73, 1, x0, x0, -2047" ::: "memory")

#else
#define span_begin(name) ((void)(name))
#define span_end() ((void)0)

/* On Linux, for comparison under an emulator: public values go to standard output at the end; there are no hints. */
extern u32 linux_public_values[8];
__attribute__((noreturn)) void linux_exit(u32 code);

#define terminate(code) linux_exit(code)
static inline void reveal(u32 index, u32 value) { linux_public_values[index] = value; }
#endif

/* Memory from the heap, aligned to 16 bytes, never given back. */
void *allocate(u32 bytes);

/* The next input vector; its length goes to *length. */
const u8 *read_input(u32 *length);

/* The next input vector's first bytes as a little-endian number; missing bytes are 0. */
u64 read_number(void);

/* All eight words of the public values, from 32 bytes. */
void reveal_digest(const u8 *digest);

/* Prints a zero-terminated string. */
void print(const char *text);

void *memcpy(void *to, const void *from, u32 length);
void *memmove(void *to, const void *from, u32 length);
void *memset(void *to, int value, u32 length);
u32 strlen(const char *text);
int memcmp(const void *a, const void *b, u32 length);

#endif
