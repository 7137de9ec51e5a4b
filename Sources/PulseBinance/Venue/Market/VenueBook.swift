import PulseCore

/// The order book behind an instrument's last print: a simple one that agrees with every best bid and ask that is told.
///
/// It changes with each print and at no other time, so the number of its update follows from that of the print.
package struct VenueBook {
    /// Levels of each side.
    package static let depth = 60

    /// Price and quantity, the best first.
    package let bids: [Level]
    package let asks: [Level]
    package let updateID: Int64
    /// When it came to be.
    package let time: Int64

    package struct Level: Hashable, Sendable {
        package var price: Int64
        package var quantity: Int64
    }

    package init(after print: TradePrint, _ instrument: VenueInstrument, levels: Int = VenueBook.depth) {
        let tick = instrument.tickUnits
        let price = instrument.onTick(print.price)
        // Who sold hit the bid, who bought took the ask.
        let bid = max(tick, print.isBuyerMaker ? price : price - tick)
        bids = (0..<levels).compactMap { level in
            let price = bid - tick * Int64(level)
            return price > 0 ? Self.level(price, print.id, instrument) : nil
        }
        asks = (0..<levels).map { Self.level(bid + tick * Int64($0 + 1), print.id, instrument) }
        updateID = Self.updateID(print.id, instrument.market)
        time = print.time
    }

    /// The number of the update that a print makes.
    package static func updateID(_ print: Int64, _ market: BinanceMarket) -> Int64 {
        market == .spot ? 40_000_000 + print : 1_000_000_000_000 + print * 17
    }

    /// What stands at a price: changes every eighth print, at other prints for other prices.
    private static func level(_ price: Int64, _ print: Int64, _ instrument: VenueInstrument) -> Level {
        let place = Draw.mix(instrument.salt, price)
        let age = (print + Int64(place & 7)) >> 3
        return Level(price: price, quantity: instrument.lotUnits * (1 + Draw.below(5_000, Draw.mix(place, age))))
    }

    /// What changed from one side to its successor: new quantities, 0 for levels that are gone.
    package static func changes(_ old: [Level], _ new: [Level]) -> [Level] {
        var known: [Int64: Int64] = [:]
        for level in old { known[level.price] = level.quantity }
        var changed: [Level] = []
        for level in new {
            if known.removeValue(forKey: level.price) != level.quantity { changed.append(level) }
        }
        // A dictionary has no order of its own.
        changed += known.keys.sorted().map { Level(price: $0, quantity: 0) }
        return changed
    }
}
