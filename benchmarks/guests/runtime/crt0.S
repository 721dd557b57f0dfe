# Start of every guest: a stack below 0x00200400, then main; its result is the exit code: 0, or 1 for anything else.
    .section .text.start, "ax", @progbits
    .globl _start
    .type _start, @function
_start:
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    li sp, 0x00200400
    call main
    bnez a0, 1f
    .insn i 0x0b, 0, x0, x0, 0
1:
    .insn i 0x0b, 0, x0, x0, 1
    .size _start, . - _start
