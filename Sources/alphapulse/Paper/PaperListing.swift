import PulseBinance
import PulseCore
import PulseLive
import PulseStore

/// What the venue says of instruments before a session: which there are, and their rules.
struct PaperListing {
    let history: VenueHistory
    /// Told what is left out.
    var note: @Sendable (String) -> Void = { Console.note("note: \($0)") }

    /// The venue's time, and the instruments of a universe with their rules, in its order. A rule's universe is kept in the store with its day; of one
    /// whose day began with more than the venue lists by now, the rest is followed.
    func instruments(_ selection: UniverseSelection, store: CandleStore) throws -> (time: Timestamp, instruments: [Instrument]) {
        let ids: [InstrumentID]
        switch selection {
        case .instruments(let list): ids = list
        case .rule(let rule):
            ids = try UniverseRefresher(store: UniverseStore(store), clients: history.clients).refresh(rule).members.map(\.id)
        }
        let markets = BinanceMarket.allCases.filter { market in ids.contains { BinanceMarket($0) == market } }
        for id in ids { _ = try history.client(id) }
        let clients = history.clients
        let (time, symbols) = try Asynchronous.wait {
            var time = Timestamp(milliseconds: 0)
            var symbols: [BinanceSymbol] = []
            for market in markets {
                guard let client = clients[market] else { continue }
                symbols += try await client.exchangeInfo()
                time = max(time, try await client.serverTime())
            }
            return (time, symbols)
        }
        var rules: [InstrumentID: Instrument] = [:]
        for symbol in symbols { if let id = symbol.id, let instrument = symbol.instrument { rules[id] = instrument } }
        let unknown = ids.filter { rules[$0] == nil }
        guard unknown.isEmpty || selection.universeRule != nil && unknown.count < ids.count else {
            let names = Set(rules.keys.map(\.description)).sorted()
            throw PulseError(
                .missing,
                unknown.map { id in
                    Diagnostic(
                        "the venue does not list \(id)", hint: NearestName.of(id.description, among: names).map { "did you mean \($0)?" })
                })
        }
        if !unknown.isEmpty { note("left out, not listed any more: \(unknown.map(\.description).joined(separator: ", "))") }
        return (time, ids.compactMap { rules[$0] })
    }
}
