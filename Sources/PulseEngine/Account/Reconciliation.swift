import PulseCore

/// Whether cash, positions, fills and ledger tell the same story, found from the records by another way than the engine's running sums
/// (P5).
///
/// Every difference is zero to the last unit, or something is broken.
public struct Reconciliation: Hashable, Sendable {
    /// Cash less the sum of the ledger's movements.
    public var cash = Cash.zero
    /// The ledger's fees less those of the fills.
    public var fees = Cash.zero
    /// The ledger's purchases, sales and realised profits less what the prices and lots of the fills imply.
    public var flows = Cash.zero
    /// Sum over instruments of lots that positions hold and fills do not explain, in absolute numbers.
    public var lots: Int64 = 0
    /// The portfolio's value of positions less a valuation from lots, entry and mark.
    public var value = Cash.zero
    /// Equity less deposits, insurance, the profits of completed trades and what open positions have made so far.
    public var profit = Cash.zero

    public init() {}

    public var isBalanced: Bool { self == Reconciliation() }
}

extension Engine {
    /// Checks the books from the first record on. After `drain()` only what does not need the drained records is checked.
    public func reconciliation() -> Reconciliation {
        var result = Engine.reconciliation(
            instruments: instruments, cash: portfolio.cash, positions: positions, fills: fills.isComplete ? fills.elements : nil,
            movements: ledger.movements.isComplete ? ledger.movements.elements : nil)
        result.value.units += portfolio.positionsValue.units - positions.reduce(0) { $0 + $1.value.units }
        var explained = configuration.initialCash + activity.insurance + completedProfit
        for position in positions {
            explained += position.cashFlow + position.value - position.fees - position.funding
        }
        result.profit = portfolio.equity - explained
        return result
    }

    /// The checks on bare records, so that a test can tamper with them. Traps where a fill is of no instrument in the list.
    package static func reconciliation(
        instruments: [Instrument], cash: Cash, positions: [Position], fills: [Fill]?, movements: [Movement]?
    ) -> Reconciliation {
        var result = Reconciliation()
        if let movements { result.cash = cash - movements.reduce(.zero) { $0 + $1.amount } }
        for position in positions {
            let instrument = instruments[position.instrument]
            let basis = instrument.market == .spot ? 0 : position.entryTicks
            let value = instrument.notional(ticks: position.markTicks - basis, lots: position.signedLots, rounding: .down)
            result.value += position.value - value
        }
        guard let fills, let movements else { return result }
        var lots = [Int64](repeating: 0, count: instruments.count)
        var entries = [Int64](repeating: 0, count: instruments.count)
        for fill in fills {
            let instrument = instruments[fill.instrument]
            let signed = fill.side.sign * fill.lots
            if lots[fill.instrument] == 0 { entries[fill.instrument] = fill.ticks }
            if instrument.market == .spot {
                result.flows -= instrument.notional(ticks: fill.ticks, lots: -signed, rounding: .down)
            } else if lots[fill.instrument] != 0 {
                result.flows -= instrument.notional(ticks: fill.ticks - entries[fill.instrument], lots: -signed, rounding: .down)
            }
            lots[fill.instrument] += signed
            result.fees += fill.fee
        }
        for movement in movements {
            switch movement.kind {
            case .purchase, .sale, .realisedProfit: result.flows += movement.amount
            case .fee: result.fees += movement.amount
            case .deposit, .funding, .insurance: break
            }
        }
        for position in positions { lots[position.instrument] -= position.signedLots }
        result.lots = lots.reduce(0) { $0 + abs($1) }
        return result
    }
}
