#pragma once
// What Swift's module of the C library does not show.
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef __linux__
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
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

/// Asks for pages of 2 MiB under what is allocated now, where the system has them: state that is touched once a minute costs a walk of the page tables
/// for each of its pages. What cannot be had stays as it is.
static inline void allocator_join_pages(void) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    const uintptr_t page = 2 << 20;
    FILE *maps = fopen("/proc/self/maps", "r");
    if (!maps) return;
    char line[512];
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, until, inode;
        char rights[5], name[8] = "";
        if (sscanf(line, "%lx-%lx %4s %*x %*s %lu %7s", &from, &until, rights, &inode, name) < 4) continue;
        // Memory of the allocator's: private, written to, of no file, and not a stack.
        int isHeap = name[0] == 0 || (name[0] == '[' && name[1] == 'h');
        if (rights[1] != 'w' || rights[3] != 'p' || inode != 0 || !isHeap) continue;
        uintptr_t first = ((uintptr_t)from + page - 1) / page * page, last = (uintptr_t)until / page * page;
        if (first >= last) continue;
        if (madvise((void *)first, last - first, MADV_HUGEPAGE) != 0) continue;
        // MADV_COLLAPSE (Linux 6.1): now rather than by and by.
        (void)madvise((void *)first, last - first, 25);
    }
    fclose(maps);
#endif
}
