import PulseCore

extension Evidence {
    /// A head that is still warming up, in place of evidence for a vote.
    static func warmingUp(_ seen: Int, of warmup: Int) -> Evidence {
        Evidence("warm-up", side: .flat, detail: "\(seen) of \(warmup) candles")
    }

    /// A candle on which a head cannot vote, and why.
    static func unusable(_ reason: String) -> Evidence { Evidence("unusable", side: .flat, detail: reason) }

    /// Where there is nothing to measure distances by.
    static let noRange = unusable("the average true range is not above 0")

    /// A price of eight significant digits, for a reader.
    static func price(_ price: Double) -> String {
        var scale = 1.0
        while abs(price) * scale < 1e7, scale < 1e15 { scale *= 10 }
        return "\((price * scale).rounded() / scale)"
    }

    /// A figure of two decimals, or as many as there are zeros in `scale`.
    static func figure(_ value: Double, _ scale: Double = 100) -> String { "\((value * scale).rounded() / scale)" }
}
