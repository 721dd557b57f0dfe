/*
 * Executes every RV32IM instruction on edge operands and reveals a digest of all results. Needs no input.
 */
#include "merapi.h"

static const u32 EDGES[] = {0,          1,          2,          31,         32,         0x7f,       0x80,
                            0xff,       0x7fff,     0x8000,     0xffff,     0x10000,    0x12345678, 0x55555555,
                            0x7fffffff, 0x80000000, 0x80000001, 0xaaaaaaaa, 0xffff0000, 0xffff8000, 0xffffffff};
enum { COUNT = sizeof EDGES / sizeof *EDGES };

static u32 digest[8] = {0x6d, 0x65, 0x72, 0x61, 0x70, 0x69, 0x2e, 0x2e};
static u32 position;

__attribute__((noinline)) static void mix(u32 value) {
  u32 *word = &digest[position++ & 7];
  *word = ((*word << 5 | *word >> 27) ^ value) * 0x01000193 + position;
}

#define REG(name)                                                           \
  {                                                                         \
    u32 result;                                                             \
    __asm__ volatile(name " %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));   \
    mix(result);                                                            \
  }

#define IMM(name, imm)                                                      \
  {                                                                         \
    u32 result;                                                             \
    __asm__ volatile(name " %0, %1, " #imm : "=r"(result) : "r"(a));        \
    mix(result);                                                            \
  }

#define BRANCH(name)                                                        \
  {                                                                         \
    u32 result = 1;                                                         \
    __asm__ volatile(name " %1, %2, 1f\n addi %0, %0, 6\n 1:"               \
                     : "+r"(result)                                         \
                     : "r"(a), "r"(b));                                     \
    mix(result);                                                            \
  }

#define LOAD(name, offset)                                                  \
  {                                                                         \
    u32 result;                                                             \
    __asm__ volatile(name " %0, " #offset "(%1)"                            \
                     : "=r"(result)                                         \
                     : "r"(middle)                                          \
                     : "memory");                                           \
    mix(result);                                                            \
  }

#define STORE(name, offset)                                                 \
  __asm__ volatile(name " %0, " #offset "(%1)" ::"r"(a), "r"(middle) : "memory");

static void registers(u32 a, u32 b) {
  REG("add") REG("sub") REG("xor") REG("or") REG("and") REG("slt") REG("sltu")
  REG("sll") REG("srl") REG("sra") REG("mul") REG("mulh") REG("mulhsu") REG("mulhu")
  REG("div") REG("divu") REG("rem") REG("remu")
  BRANCH("beq") BRANCH("bne") BRANCH("blt") BRANCH("bge") BRANCH("bltu") BRANCH("bgeu")
}

static void immediates(u32 a) {
  IMM("addi", -2048) IMM("addi", -1) IMM("addi", 0) IMM("addi", 2047)
  IMM("xori", -2048) IMM("xori", -1) IMM("xori", 2047)
  IMM("ori", -2048) IMM("ori", 0x555) IMM("ori", 0)
  IMM("andi", -2048) IMM("andi", -1) IMM("andi", 0x2aa)
  IMM("slti", -2048) IMM("slti", -1) IMM("slti", 0) IMM("slti", 2047)
  IMM("sltiu", -2048) IMM("sltiu", -1) IMM("sltiu", 0) IMM("sltiu", 1)
  IMM("slli", 0) IMM("slli", 1) IMM("slli", 15) IMM("slli", 16) IMM("slli", 31)
  IMM("srli", 0) IMM("srli", 1) IMM("srli", 15) IMM("srli", 16) IMM("srli", 31)
  IMM("srai", 0) IMM("srai", 1) IMM("srai", 15) IMM("srai", 16) IMM("srai", 31)
}

static u32 area[1026];

static void memory(u32 a) {
  u32 *middle = &area[513];
  STORE("sw", -2048) STORE("sw", 0) STORE("sw", 2044)
  STORE("sh", -2042) STORE("sh", 2) STORE("sh", 2040)
  STORE("sb", -2045) STORE("sb", -2046) STORE("sb", 1) STORE("sb", 2043) STORE("sb", 2047)
  LOAD("lw", -2048) LOAD("lw", -4) LOAD("lw", 0) LOAD("lw", 2040) LOAD("lw", 2044)
  LOAD("lh", -2048) LOAD("lh", -2046) LOAD("lh", 0) LOAD("lh", 2)
  LOAD("lhu", -2048) LOAD("lhu", -2046) LOAD("lhu", 0) LOAD("lhu", 2)
  LOAD("lb", -2048) LOAD("lb", -2047) LOAD("lb", -2046) LOAD("lb", -2045)
  LOAD("lbu", 0) LOAD("lbu", 1) LOAD("lbu", 2) LOAD("lbu", 3)
}

static void jumps(void) {
  u32 result, link;
  __asm__ volatile("lui %0, 0xfffff" : "=r"(result));
  mix(result);
  __asm__ volatile("lui %0, 0" : "=r"(result));
  mix(result);
  __asm__ volatile("1: auipc %0, 0xfffff\n 2: auipc %1, 0xfffff\n sub %0, %1, %0" : "=&r"(result), "=&r"(link));
  mix(result);
  __asm__ volatile("li %0, 1\n jal %1, 2f\n 1: addi %0, %0, 2\n j 3f\n 2: addi %0, %0, 4\n jr %1\n 3:"
                   : "=&r"(result), "=&r"(link));
  mix(result);
  /* jalr clears bit 0, reads its base before writing the same register, and takes negative offsets */
  __asm__ volatile("li %0, 1\n la %1, 1f\n jalr %1, 1(%1)\n addi %0, %0, 2\n 1: addi %0, %0, 4"
                   : "=&r"(result), "=&r"(link));
  mix(result);
  __asm__ volatile("li %0, 1\n la %1, 1f\n addi %1, %1, 2000\n jalr x0, -2000(%1)\n addi %0, %0, 2\n 1: addi %0, %0, 4"
                   : "=&r"(result), "=&r"(link));
  mix(result);
  /* backwards: a loop closed by jal */
  __asm__ volatile("li %0, 0\n li %1, 5\n 1: beqz %1, 2f\n addi %1, %1, -1\n add %0, %0, %1\n jal x0, 1b\n 2:"
                   : "=&r"(result), "=&r"(link));
  mix(result);
}

static void zero(u32 a) {
  u32 result;
  __asm__ volatile(
      "add x0, %1, %1\n mul x0, %1, %1\n div x0, %1, %1\n addi x0, %1, 5\n slli x0, %1, 1\n slt x0, x0, %1\n"
      "lui x0, 7\n auipc x0, 7\n lw x0, 0(%2)\n lb x0, 3(%2)\n fence\n add %0, x0, x0"
      : "=r"(result)
      : "r"(a), "r"(area));
  mix(result);
  __asm__ volatile("sub %0, x0, %1\n sltu %0, x0, %0\n xor %0, %0, %0\n add %0, %0, %1" : "=&r"(result) : "r"(a));
  mix(result);
}

int main(void) {
  for (int i = 0; i < COUNT; i++) {
    immediates(EDGES[i]);
    memory(EDGES[i]);
    zero(EDGES[i]);
    for (int j = 0; j < COUNT; j++) registers(EDGES[i], EDGES[j]);
  }
  jumps();
  for (int i = 0; i < 1026; i++) mix(area[i]);
  for (u32 i = 0; i < 8; i++) reveal(i, digest[i]);
  return 0;
}
