import PulseCore

/// A streaming indicator: closed candles in, one or more columns out.
///
/// Any cutting of the same candles into blocks gives the same bits (P1), nothing depends on later candles (P2), and the state is O(1) a candle.
/// A value is NaN before `warmup`; afterwards never, on valid candles.
public protocol Indicator: Sendable {
    /// Names of the output columns, `[""]` for a single one; `["", "signal", "histogram"]` prints as `macd:8,24,9`, `macd:8,24,9.signal`, ...
    static var parts: [String] { get }

    /// Candles before every output has a value.
    var warmup: Int { get }

    /// Takes the next candles and writes one value a candle into each output, in the order of `parts`. Each output has room for `block.count`.
    mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>)
}
