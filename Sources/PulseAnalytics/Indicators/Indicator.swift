import PulseCore

/// A streaming indicator: closed candles in, one or more columns out.
///
/// Any cutting of the same candles into blocks gives the same bits (P1), nothing depends on later candles (P2), and the state is O(1) a candle.
/// Every output is NaN before `warmup`; afterwards never, on valid candles.
public protocol Indicator: Sendable {
    /// Names of the output columns, `[""]` for a single one; `["", "signal", "histogram"]` prints as `macd:8,24,9`, `macd:8,24,9.signal`, ...
    static var parts: [String] { get }

    /// Candles before every output has a value.
    var warmup: Int { get }

    /// What each output holds, in the order of `parts`; nil where no other indicator has it.
    var contents: [ColumnContent?] { get }

    /// Takes the next candles and writes one value a candle into each output, in the order of `parts`. Each output has room for `block.count`, and none
    /// shares memory with another or with the candles.
    mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>)
}

extension Indicator {
    public static var parts: [String] { [""] }
    public var contents: [ColumnContent?] { Array(repeating: nil, count: Self.parts.count) }

    /// The same for an indicator with one output.
    @inlinable
    public mutating func process(_ block: CandleBlock, into output: UnsafeMutablePointer<Double>) {
        precondition(Self.parts.count == 1, "one output only where there is one part")
        withUnsafePointer(to: output) { process(block, into: UnsafeBufferPointer(start: $0, count: 1)) }
    }

    /// The same for an indicator with several outputs, in the order of `parts`.
    @inlinable
    public mutating func process(_ block: CandleBlock, into outputs: [UnsafeMutablePointer<Double>]) {
        precondition(Self.parts.count == outputs.count, "one output for each part")
        outputs.withUnsafeBufferPointer { process(block, into: $0) }
    }
}

extension CandleBlock {
    /// Runs through the block in tiles of at most `Tile.length` candles; `offset` is where each starts.
    @inline(__always)
    func forEachTile(_ body: (_ tile: CandleBlock, _ offset: Int) -> Void) {
        Tile.forEach(count) { offset, count in body(self[offset..<offset + count], offset) }
    }
}
