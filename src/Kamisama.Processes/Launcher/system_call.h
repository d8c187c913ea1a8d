/* System calls without a libc: the answer of the kernel as it is, an error as -errno. See syscall(2) for the registers. */
#include <asm/errno.h>
#include <asm/unistd.h>
#include <linux/fcntl.h>
#include <linux/prctl.h>

/* One entry, declared once for each number of arguments: nothing is spent on those a call does not have. */
long call1(long number, long a) __asm__("system_call");
long call2(long number, long a, long b) __asm__("system_call");
long call3(long number, long a, long b, long c) __asm__("system_call");
long call4(long number, long a, long b, long c, long d) __asm__("system_call");
long call5(long number, long a, long b, long c, long d, long e) __asm__("system_call");

#if defined(__x86_64__)
__asm__(".globl _start\n_start: xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call launch\n"
        "system_call: mov %rdi, %rax\n mov %rsi, %rdi\n mov %rdx, %rsi\n mov %rcx, %rdx\n"
        " mov %r8, %r10\n mov %r9, %r8\n syscall\n ret\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n_start: mov x29, xzr\n mov x30, xzr\n mov x0, sp\n b launch\n"
        "system_call: mov x8, x0\n mov x0, x1\n mov x1, x2\n mov x2, x3\n mov x3, x4\n mov x4, x5\n svc 0\n ret\n");
#else
#error "the launcher knows x86-64 and arm64"
#endif

#define CALL1(name, a) call1(__NR_##name, (long)(a))
#define CALL2(name, a, b) call2(__NR_##name, (long)(a), (long)(b))
#define CALL3(name, a, b, c) call3(__NR_##name, (long)(a), (long)(b), (long)(c))
#define CALL4(name, a, b, c, d) call4(__NR_##name, (long)(a), (long)(b), (long)(c), (long)(d))
#define CALL5(name, a, b, c, d, e) call5(__NR_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e))

/* Reads a decimal number and steps over the one separator behind it. -1 is also "no limit": all bits set. */
static long number(const char **at)
{
    const char *text = *at;
    int negative = *text == '-';
    long value = 0;
    for (text += negative; *text >= '0' && *text <= '9'; text++)
        value = value * 10 + (*text - '0');
    *at = text + (*text != 0);
    return negative ? -value : value;
}
