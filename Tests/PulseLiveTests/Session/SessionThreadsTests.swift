import PulseCore
import PulseLive
import PulseStore
import Testing

/// P6: threads change nothing but the time.
@Suite struct SessionThreadsTests {
    /// The ledger of a session whose candles are given in pieces of so many, and everything that it decided.
    private func run(_ rehearsal: Rehearsal, helpers: Int?, together: Int, priming: Bool = false) throws -> (
        ledger: [UInt8], decisions: [[SessionOutcome.Decision]]
    ) {
        let pool = helpers.map { WorkerPool(helpers: $0) }
        var core = try SessionCore(
            rehearsal.plan, instruments: rehearsal.instruments.indices.map { rehearsal.joining($0, at: rehearsal.from) })
        var decisions: [[SessionOutcome.Decision]] = rehearsal.instruments.map { _ in [] }
        func keep(_ outcomes: [SessionOutcome]) {
            for decision in outcomes.flatMap(\.decisions) { decisions[decision.instrument].append(decision) }
        }
        var time = rehearsal.from
        for row in rehearsal.warmup..<rehearsal.candles[0].count {
            var candles = rehearsal.instruments.indices.map { SessionEvent.candle(instrument: $0, rehearsal.candles[$0][row]) }
            if row % 2 == 0 { candles.reverse() }
            while !candles.isEmpty {
                if priming, let pool { core.prime(row % 3..<rehearsal.instruments.count - row % 2, on: pool) }
                let some = candles.prefix(together)
                candles.removeFirst(some.count)
                guard let pool else {
                    keep(some.map { core.process($0) })
                    continue
                }
                var taken = 0
                while taken < some.count {
                    let outcomes = core.process(some.dropFirst(taken), on: pool)
                    keep(outcomes)
                    taken += outcomes.count
                }
            }
            keep([core.process(.slice(time))])
            time = time.advanced(byMilliseconds: 60_000)
        }
        return (core.ledgerBytes, decisions)
    }

    @Test("p6: candles that several threads vote on give what one gives, in any pieces")
    func p6ThreadsOfASession() throws {
        let rehearsal = try Rehearsal(instruments: 9, warmup: 400, minutes: 240)
        let alone = try run(rehearsal, helpers: nil, together: 1)
        #expect(alone.decisions.allSatisfy { !$0.isEmpty } && alone.ledger.count > 100)
        for (helpers, together) in [(0, 9), (1, 2), (1, 9), (2, 5), (3, 9)] {
            let several = try run(rehearsal, helpers: helpers, together: together)
            #expect(several.ledger == alone.ledger, "\(helpers) helpers")
            #expect(several.decisions == alone.decisions, "\(helpers) helpers")
        }
    }

    @Test("p6: pipelines that were primed, at any time and any number of times, decide what the others do", arguments: [0, 2])
    func p6PrimingChangesNothing(helpers: Int) throws {
        let rehearsal = try Rehearsal(instruments: 4, warmup: 400, minutes: 120)
        let plain = try run(rehearsal, helpers: nil, together: 1)
        let primed = try run(rehearsal, helpers: helpers, together: 2, priming: true)
        #expect(primed.ledger == plain.ledger)
        #expect(primed.decisions == plain.decisions)
    }
}
