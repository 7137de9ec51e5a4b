/// A print of the venue: one taker at one price, with the single trades in it.
package struct TradePrint: Hashable, Sendable {
    package var time: Int64
    package var price: Int64
    package var quantity: Int64
    /// The venue's number of the print; consecutive within an instrument.
    package var id: Int64
    package var firstTradeID: Int64
    package var lastTradeID: Int64
    /// Whether the taker sold.
    package var isBuyerMaker: Bool

    /// Number of single trades.
    package var trades: Int64 { lastTradeID - firstTradeID + 1 }

    /// The quantity of one of its single trades: equal shares, what is left over with the last.
    package func quantity(ofTrade id: Int64, lot: Int64) -> Int64 {
        Share.part(quantity, Int(id - firstTradeID), of: Int(trades), step: lot)
    }
}

/// Dividing a whole number among many so that the parts add up.
package enum Share {
    /// The part number `index` of `count` parts of `total`, in multiples of `step`; the last one has what is left over.
    package static func part(_ total: Int64, _ index: Int, of count: Int, step: Int64) -> Int64 {
        let steps = Int128(total / step)
        let upper = steps * Int128(index + 1) / Int128(count)
        let lower = steps * Int128(index) / Int128(count)
        return Int64(upper - lower) * step + (index == count - 1 ? total % step : 0)
    }

    /// `total * part / whole`, rounded down.
    package static func portion(_ total: Int64, _ part: Int64, of whole: Int64) -> Int64 {
        whole == 0 ? 0 : Int64(Int128(total) * Int128(part) / Int128(whole))
    }
}
