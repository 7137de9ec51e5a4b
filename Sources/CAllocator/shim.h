#pragma once
// What Swift's module of the C library does not show.
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Lets freed columns of some megabytes be used again rather than given back: asking the system for zeroed pages anew costs more than filling them.
static inline void allocator_keep_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}

/// Bytes that are allocated now; 0 where the C library does not tell.
static inline size_t allocator_bytes_in_use(void) {
#ifdef __GLIBC__
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
#else
    return 0;
#endif
}
