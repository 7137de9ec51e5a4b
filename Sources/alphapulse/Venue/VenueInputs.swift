import PulseBinance
import PulseCore
import PulseResearch
import PulseStore

/// Puts the market of a venue together from what the command line says.
struct VenueInputs {
    private let command: VenueCommand
    private let settings: Settings

    init(_ command: VenueCommand, _ settings: Settings) {
        self.command = command
        self.settings = settings
    }

    /// The most candles of one synthetic market, and how many it has where nothing is said.
    private static let maximumCount = 1_000_000
    private static let usualCount = 10_000

    func market() throws -> VenueMarket {
        let instruments = try instruments()
        let faults = FaultPlan(try command.faults.map { try FaultSpecification($0) })
        guard (4...6_000).contains(command.prints) else {
            throw PulseError(.usage, "--prints must lie in 4...6000, not \(command.prints)")
        }
        let range = try command.span.range()
        if let seed = command.synthetic { return try synthetic(instruments, seed, range, faults) }
        let store = try CandleStore.existing(at: settings.storeURL)
        let timeframe = try timeframe(instruments.map(\.id), store)
        var listings: [VenueListing] = []
        for (id, market) in instruments {
            listings.append(try VenueListing(id, as: market, timeframe: timeframe, through: range.to, store: store))
        }
        let from = command.span.from == nil ? nil : range.from
        return try VenueMarket(base: timeframe, listings: listings, from: from, faults: faults, printsPerCandle: command.prints)
    }

    private func instruments() throws -> [(id: InstrumentID, market: BinanceMarket)] {
        var fallback: BinanceMarket?
        if let name = command.servedAs {
            guard let market = BinanceMarket.allCases.first(where: { $0.venue == name }) else {
                throw PulseError(.usage, "--as must be binance or binance-um, not '\(name)'")
            }
            fallback = market
        }
        return try command.instrument.map { text in
            guard let id = InstrumentID(text) else {
                throw PulseError(.usage, "'\(text)' is not an instrument", hint: "write venue:SYMBOL")
            }
            guard let market = BinanceMarket(id) ?? fallback else {
                throw PulseError(.usage, "\(id) is of no market of Binance's", hint: "say what it is served as: --as binance-um")
            }
            return (id, market)
        }
    }

    /// What was asked for, or the shortest timeframe that the store has of all instruments.
    private func timeframe(_ ids: [InstrumentID], _ store: CandleStore) throws -> Timeframe {
        if let text = command.timeframe { return try RunInputs.timeframe(text, option: "--timeframe") }
        let series = try store.series()
        let common = Timeframe.named.map(\.timeframe).first { timeframe in
            ids.allSatisfy { id in series.contains { $0.instrument == id && $0.timeframe == timeframe } }
        }
        guard let common else {
            let known = ids.map { id in (id: id, timeframes: series.filter { $0.instrument == id }.map(\.timeframe.description)) }
            let lists = known.map { "\($0.id) has \($0.timeframes.isEmpty ? "none" : $0.timeframes.joined(separator: ", "))" }
            throw PulseError(
                .missing, "the store has no timeframe of all these instruments: \(lists.joined(separator: "; "))",
                hint: "see 'alphapulse data list'")
        }
        return common
    }

    /// Candles of each synthetic market: a third of them is history, the others go from the start of the live part to its end.
    private func count(_ timeframe: Timeframe, live: Timestamp, _ range: TimeRange) throws -> Int {
        guard command.span.to != nil else {
            let count = command.count ?? Self.usualCount
            guard (3...Self.maximumCount).contains(count) else {
                throw PulseError(.usage, "--count must lie in 3...\(Self.maximumCount), not \(count)")
            }
            return count
        }
        guard command.count == nil else {
            throw PulseError(.usage, "--count and --to both say where a synthetic market ends: give one of them")
        }
        // As of a store's candles, the last one is that which opens before --to.
        let length = range.to.milliseconds - timeframe.floor(live).milliseconds
        let candles = (length + timeframe.milliseconds - 1) / timeframe.milliseconds
        guard length > 0 else {
            throw PulseError(.usage, "--to must be after \(live), when the live part starts", hint: "give --from, too")
        }
        let most = Self.maximumCount * 2 / 3
        guard (2...Int64(most)).contains(candles) else {
            throw PulseError(.usage, "the live part of a synthetic market has 2 to \(most) candles, not \(candles)")
        }
        return Int(candles + candles / 2)
    }

    /// A market for each instrument, each with a seed of its own; the last two thirds are live unless --from says otherwise.
    private func synthetic(
        _ instruments: [(id: InstrumentID, market: BinanceMarket)], _ seed: UInt64, _ range: TimeRange, _ faults: FaultPlan
    ) throws -> VenueMarket {
        let timeframe = try command.timeframe.map { try RunInputs.timeframe($0, option: "--timeframe") } ?? .m1
        let live = command.span.from == nil ? Timestamp(milliseconds: 1_735_776_000_000) : range.from
        let count = try count(timeframe, live: live, range)
        let history = count / 3
        let start = timeframe.floor(live).advanced(byMilliseconds: -Int64(history) * timeframe.milliseconds)
        guard Timestamp.plausible.contains(start) else { throw PulseError(.usage, "--from leaves no room for history") }
        // Trades enough for the prints that are asked for.
        var configuration = SyntheticConfiguration()
        configuration.meanTradeSize = min(
            configuration.meanTradeSize, configuration.meanVolumePerMinute / Double(2 * command.prints))
        var listings: [VenueListing] = []
        for (number, (id, market)) in instruments.enumerated() {
            let candles = try SyntheticMarket(seed: seed &+ UInt64(number), configuration: configuration)
            let made = candles.generate(count: count, from: start, timeframe: timeframe)
            var listing = VenueListing(source: id, market: market, columns: made.columns)
            if market == .usdm {
                let side = try SyntheticSide(made, timeframe: timeframe, coin: id.symbol, seed: seed &+ UInt64(number))
                listing.funding = side.fundingRate
                listing.openInterest = side.openInterest
                listing.longShortRatio = side.longShortRatio
                listing.premium = side.premiumIndex
            }
            listings.append(listing)
        }
        return try VenueMarket(
            base: timeframe, listings: listings, from: timeframe.floor(live), faults: faults, printsPerCandle: command.prints)
    }
}
