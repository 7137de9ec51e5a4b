import PulseCore

/// Ways to cut a series into consecutive blocks, for the promise that any cutting gives the same bits.
public enum Cuttings {
    /// One block.
    public static func whole(count: Int) -> [Range<Int>] { count == 0 ? [] : [0..<count] }

    /// Blocks of one candle, as a live session sees them.
    public static func singles(count: Int) -> [Range<Int>] { (0..<count).map { $0..<$0 + 1 } }

    /// Blocks of equal size; the last may be shorter.
    public static func equal(count: Int, size: Int) -> [Range<Int>] {
        precondition(size > 0, "a block holds something")
        return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }

    /// Blocks of random sizes, one to 4,096 candles, small ones as likely as large ones (the size is a random power of two, jittered).
    public static func random(count: Int, seed: UInt64) -> [Range<Int>] {
        var random = SplitMix64(seed: seed)
        var blocks: [Range<Int>] = []
        var start = 0
        while start < count {
            let scale = 1 << Int(random.next() % 12)
            let end = min(count, start + scale + Int(random.next() % UInt64(scale + 1)))
            blocks.append(start..<end)
            start = end
        }
        return blocks
    }

    /// A handful of cuttings worth trying: whole, singles, two odd sizes and three random ones.
    public static func varied(count: Int, seed: UInt64) -> [[Range<Int>]] {
        [whole(count: count), singles(count: count), equal(count: count, size: 7), equal(count: count, size: 1_000)]
            + (0..<3).map { random(count: count, seed: seed &+ UInt64($0)) }
    }
}
