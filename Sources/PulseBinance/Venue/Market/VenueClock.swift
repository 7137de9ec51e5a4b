import PulseCore

/// The venue's time as a function of the time that has passed since it started. The caller owns the watch.
public struct VenueClock: Sendable {
    /// How venue time follows wall time.
    public enum Speed: Hashable, Sendable {
        /// So many times faster; more than 0.
        case times(Double)
        /// As fast as clients take what is sent.
        case maximum
    }

    public let speed: Speed
    public let from: Int64
    public let end: Int64

    public init(speed: Speed, from: Int64, end: Int64) {
        self.speed = speed
        self.from = from
        self.end = max(from, end)
    }

    /// Where the clock stands after so many nanoseconds of running; for `maximum` it is moved by `step` instead and stays where it is.
    public func time(elapsedNanoseconds: UInt64) -> Int64 {
        guard case .times(let factor) = speed else { return from }
        let passed = Double(elapsedNanoseconds) / 1_000_000 * factor
        return passed >= Double(end - from) ? end : from + Int64(passed)
    }

    /// Shortest time between updates of what would otherwise be told too often to be of use: at more than 60 times the venue's own pace,
    /// or without one, updates of forming candles, prices and tickers are thinned.
    public func period(_ native: Int64, base: Timeframe) -> Int64 {
        switch speed {
        case .times(let factor):
            guard factor > 60 else { return native }
            return max(native, min(base.milliseconds / 4, Int64(factor) * 50)).floored(toMultipleOf: native)
        case .maximum:
            return max(native, base.milliseconds / 4).floored(toMultipleOf: native)
        }
    }
}
