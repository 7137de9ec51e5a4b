import PulseBinance
import PulseCore
import Testing

@Suite("Streams on connections")
struct StreamPlanTests {
    @Test("Every stream is on one connection of its route, none has too many, and what stays does not move")
    func random() {
        for market in BinanceMarket.allCases {
            var random = SplitMix64(seed: 31)
            var plan = StreamPlan(market: market, capacity: 50)
            var before: [String: Int] = [:]
            var names = Set<String>()
            for _ in 0..<200 {
                let symbols = (0..<80).filter { _ in random.next() % 3 != 0 }.map { "S\($0)USDT" }
                let kinds: [StreamKind] = [.candles(.m1), .trades, .quotes, .markPrices].filter { _ in random.next() % 4 != 0 }
                let counts = Dictionary(uniqueKeysWithValues: plan.lines.map { ($0.id, Set($0.streams)) })
                plan.update(symbols: symbols, kinds: kinds)
                names = Set(kinds.filter { $0.isOffered(by: market) }.flatMap { kind in symbols.map { kind.name($0) } })
                #expect(plan.lines.flatMap(\.streams).sorted() == names.sorted())
                var after: [String: Int] = [:]
                for line in plan.lines {
                    // Old and new together fit, since for a moment both are subscribed.
                    #expect(counts[line.id, default: []].union(line.streams).count <= 50)
                    for name in line.streams {
                        after[name] = line.id
                        let isBook = name.hasSuffix("@bookTicker")
                        #expect(line.route == (market == .spot ? .spot : isBook ? .futuresPublic : .futuresMarket))
                    }
                }
                for (name, line) in after { #expect(before[name] == nil || before[name] == line) }
                before = after
            }
        }
    }

    @Test("A thousand instruments need as many connections as they must")
    func size() {
        var plan = StreamPlan(market: .usdm)
        plan.update(symbols: (0..<1_024).map { "S\($0)" }, kinds: [.candles(.m1), .trades, .quotes, .markPrices])
        #expect(plan.lines.map(\.streams.count) == [1_024, 1_024, 1_024, 1_024])
        plan.update(symbols: [], kinds: [.candles(.m1)])
        #expect(plan.lines.isEmpty)
    }
}
