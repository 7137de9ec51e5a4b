#if canImport(Glibc)
    import Glibc
#endif

/// Asks the system to back fresh memory with large pages.
///
/// A range read writes eighty bytes a candle into memory that nobody has touched: with pages of 4 KiB the faults cost more than the
/// decoding (measured). Only a hint; where it is not known or not granted nothing changes.
enum HugePages {
    /// Smaller pieces are not worth a system call.
    private static let smallest = 4 << 20
    private static let pageSize: UInt = 4_096

    static func advise(_ memory: UnsafeMutableRawBufferPointer) {
        #if canImport(Glibc)
            guard memory.count >= smallest, let start = memory.baseAddress else { return }
            let first = (UInt(bitPattern: start) + pageSize - 1) & ~(pageSize - 1)
            let end = (UInt(bitPattern: start) + UInt(memory.count)) & ~(pageSize - 1)
            guard end > first, let aligned = UnsafeMutableRawPointer(bitPattern: first) else { return }
            _ = madvise(aligned, Int(end - first), MADV_HUGEPAGE)
        #endif
    }
}
