import PulseCore
import PulseEngine
import Testing

/// What holds for any stream of events (P5), and tampering that the same checks catch.
@Suite struct LedgerPropertyTests {
    static let seeds: Range<UInt64> = 0..<3_000

    @Test func p5BooksBalanceAfterEveryEvent() throws {
        var fills = 0
        var reasons: Set<Fill.Reason> = []
        var rejections: Set<Rejection> = []
        for seed in Self.seeds {
            let stream = RandomStream(seed: seed)
            var fault: (event: Event, books: Reconciliation)?
            let engine = try stream.run(check: { engine, event in
                let books = engine.reconciliation()
                if fault == nil, !books.isBalanced { fault = (event, books) }
            })
            #expect(fault == nil, "seed \(seed)")
            fills += engine.fills.endIndex
            reasons.formUnion(engine.fills.elements.map(\.reason))
            rejections.formUnion(engine.rejections.nonzero.map(\.reason))
        }
        // The streams go everywhere that they are meant to go.
        #expect(fills > 20_000)
        #expect(reasons == Set(Fill.Reason.allCases).subtracting([.endOfRun]))
        #expect(rejections.isSuperset(of: Set(Rejection.allCases).subtracting([.invalid, .tooLarge, .missingStop, .belowLot, .noPrice])))
    }

    @Test func p5TamperedBooksDoNotBalance() throws {
        for seed in 0..<200 as Range<UInt64> {
            let engine = try RandomStream(seed: seed).run()
            guard engine.fills.endIndex > 0 else { continue }
            func balances(_ fills: [Fill], _ movements: [Movement], _ cash: Cash) -> Bool {
                Engine.reconciliation(
                    instruments: engine.instruments, cash: cash, positions: engine.positions, fills: fills, movements: movements
                ).isBalanced
            }
            let fills = engine.fills.elements
            let movements = engine.ledger.movements.elements
            let cash = engine.portfolio.cash
            #expect(balances(fills, movements, cash))
            #expect(!balances(fills, movements, cash + Cash(units: 1)))
            #expect(!balances(fills, Array(movements.dropLast()), cash), "a movement is missing, seed \(seed)")
            #expect(!balances(Array(fills.dropLast()), movements, cash), "a fill is missing, seed \(seed)")
            var cheaper = movements
            guard let fee = cheaper.firstIndex(where: { $0.kind == .fee }) else { continue }
            cheaper[fee].amount += Cash(units: 1)
            #expect(!balances(fills, cheaper, cash + Cash(units: 1)), "a fee was rounded down, seed \(seed)")
            var better = fills
            better[0].ticks -= better[0].side.sign
            #expect(!balances(better, movements, cash) || engine.instruments[fills[0].instrument].market == .perpetual)
        }
    }

    /// Fees as the venue states them, by plain decimal arithmetic: value times rate, up to the next unit.
    static func faultyFees(_ fills: [Fill], of stream: RandomStream) -> Int {
        fills.count { fill in
            let instrument = stream.instruments[fill.instrument]
            let fees = instrument.market == .spot ? stream.configuration.spotFees : stream.configuration.perpetualFees
            var rate = fill.isMaker ? fees.maker.count : fees.taker.count
            if fill.reason == .liquidation { rate += stream.configuration.margin.liquidationFee.count }
            let numerator = Int128(fill.ticks * instrument.tick.mantissa) * Int128(fill.lots * instrument.lot.mantissa) * Int128(rate)
            let decimals = instrument.tick.decimals + instrument.lot.decimals + 6
            // value * rate in units is numerator * 10^8 / 10^decimals
            let power = Int128(Increment.powersOfTen[abs(decimals - 8)])
            let exact = decimals <= 8 ? (numerator * power, 1 as Int128) : (numerator, power)
            let charged = Int128(fill.fee.units) * exact.1
            return charged < exact.0 || charged >= exact.0 + exact.1
        }
    }

    @Test func p5FeesAreNeverTooSmallNorAUnitTooLarge() throws {
        for seed in 0..<500 as Range<UInt64> {
            let stream = RandomStream(seed: seed)
            let engine = try stream.run()
            #expect(Self.faultyFees(engine.fills.elements, of: stream) == 0, "seed \(seed)")
            // Mutants: a fee rounded down, a fee left out.
            guard let index = engine.fills.elements.firstIndex(where: { $0.fee > .zero }) else { continue }
            var mutant = engine.fills.elements
            mutant[index].fee -= Cash(units: 1)
            #expect(Self.faultyFees(mutant, of: stream) == 1)
            mutant[index].fee = .zero
            #expect(Self.faultyFees(mutant, of: stream) == 1)
        }
    }

    @Test func accountRulesHold() throws {
        for seed in 0..<1_000 as Range<UInt64> {
            let stream = RandomStream(seed: seed)
            let hasPerpetuals = stream.instruments.contains { $0.market == .perpetual }
            var faults: [String] = []
            let engine = try stream.run(check: { engine, _ in
                if engine.positions.count > stream.configuration.limits.maximumOpenPositions { faults.append("too many positions") }
                if !hasPerpetuals, engine.portfolio.cash < .zero { faults.append("money that is not there was spent") }
                for position in engine.positions where engine.instruments[position.instrument].market == .spot {
                    if position.direction != .long { faults.append("spot sold short") }
                }
            })
            #expect(faults.isEmpty, "seed \(seed): \(faults.first ?? "")")
            for trade in engine.trades.elements {
                #expect(trade.maximumAdverseExcursion <= .zero && trade.maximumFavourableExcursion >= .zero)
                #expect(trade.grossProfit >= trade.maximumAdverseExcursion && trade.grossProfit <= trade.maximumFavourableExcursion)
                let lots = engine.fills.elements.filter { $0.trade == trade.number && $0.side == trade.direction.opposite }.map(\.lots)
                #expect(lots.reduce(0, +) == trade.lots || trade.exitReason == .endOfRun)
            }
            #expect(engine.activity.fees == engine.fills.elements.reduce(.zero) { $0 + $1.fee })
        }
    }

    @Test func sameEventsGiveTheSameBytes() throws {
        for seed in 0..<50 as Range<UInt64> {
            let engine = try RandomStream(seed: seed).run()
            var first: [UInt8] = []
            engine.appendCanonicalBytes(to: &first)
            var second: [UInt8] = []
            try RandomStream(seed: seed).run().appendCanonicalBytes(to: &second)
            #expect(first == second)
            #expect(first.count == 32 + 80 * engine.fills.endIndex + 48 * engine.ledger.movements.endIndex)
        }
        var bytes: [UInt8] = []
        let movement = Movement(
            time: Timestamp(milliseconds: 258), kind: .fee, instrument: -1, fill: 7, amount: Cash(units: -2), balance: Cash(units: 0))
        movement.appendCanonicalBytes(to: &bytes)
        #expect(bytes[0..<8] == [2, 1, 0, 0, 0, 0, 0, 0])
        #expect(bytes[16..<24] == [255, 255, 255, 255, 255, 255, 255, 255])
        #expect(bytes[32] == 254)
    }
}
