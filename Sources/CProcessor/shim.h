#pragma once
// What Swift's module of the C library does not show: which processor a thread runs on.
#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>

/// As many processors as Linux is built for at most.
#define PROCESSOR_WORDS (8192 / (8 * sizeof(unsigned long)))
extern long syscall(long number, ...);
#endif

/// The calling thread's number for the system; 0 where it has none.
static inline int processor_thread(void) {
#ifdef __linux__
    return (int)syscall(SYS_gettid);
#else
    return 0;
#endif
}

/// The processor that the calling thread runs on; -1 where the system does not tell.
static inline int processor_current(void) {
#ifdef __linux__
    unsigned processor = 0;
    return syscall(SYS_getcpu, &processor, (void *)0, (void *)0) == 0 ? (int)processor : -1;
#else
    return -1;
#endif
}

/// Processors that the calling thread may use; 0 where the system does not tell.
static inline int processor_allowed(void) {
    int count = 0;
#ifdef __linux__
    unsigned long allowed[PROCESSOR_WORDS] = {0};
    if (syscall(SYS_sched_getaffinity, 0, sizeof allowed, allowed) <= 0) return 0;
    for (unsigned word = 0; word < PROCESSOR_WORDS; word++) count += __builtin_popcountl(allowed[word]);
#endif
    return count;
}

/// Lets a thread of this process run on every processor that the calling thread may use, but for one. Returns whether it does; where there is no other nothing
/// changes.
static inline int processor_avoid(int thread, int processor) {
#ifdef __linux__
    unsigned long allowed[PROCESSOR_WORDS] = {0};
    const int bits = 8 * sizeof(unsigned long);
    if (processor < 0 || processor >= bits * (int)PROCESSOR_WORDS) return 0;
    long length = syscall(SYS_sched_getaffinity, 0, sizeof allowed, allowed);
    if (length <= 0) return 0;
    allowed[processor / bits] &= ~(1ul << (processor % bits));
    for (unsigned word = 0; word < PROCESSOR_WORDS; word++)
        if (allowed[word]) return syscall(SYS_sched_setaffinity, thread, sizeof allowed, allowed) == 0;
#endif
    return 0;
}
