import PulseCore

/// Perpetual positions: funding, cross margin and liquidation.
extension Engine {
    /// Open profit or loss, value and number of all perpetual positions at their marks.
    @inline(__always)
    func perpetuals() -> (profit: Int64, notional: Int64, count: Int) { Self.perpetuals(states, contracts) }

    private static func perpetuals(_ states: [InstrumentState], _ contracts: [Contract]) -> (profit: Int64, notional: Int64, count: Int) {
        var profit: Int64 = 0
        var notional: Int64 = 0
        var count = 0
        for index in states.indices where states[index].position.lots > 0 && !contracts[index].isSpot {
            profit += states[index].position.value.units
            notional += states[index].position.notional.units
            count += 1
        }
        return (profit, notional, count)
    }

    /// Longs pay shorts `notional * rate` (or receive it, where the rate is negative); what is paid is rounded up, what is received down.
    @usableFromInline
    mutating func settleFunding(_ instrument: Int, time: Timestamp, rate: Int64, markPrice: Double) {
        let position = states[instrument].position
        let contract = contracts[instrument]
        precondition(!isFinished, "nothing follows the end of a run")
        precondition(candlesInSlice == 0, "funding is settled between slices")
        guard position.isOpen, !contract.isSpot, markPrice > 0, markPrice < contract.priceBound else { return }
        let product =
            Int128(contract.ticks(markPrice)) * Int128(position.signedLots) * Int128(contract.numerator) * Int128(rate)
        let paid = Cash(units: Int64(Rounding.up.divide(product, by: Int128(contract.denominator) * 100_000_000)))
        guard paid != .zero else { return }
        post(.funding, -paid, time, instrument, fill: -1)
        states[instrument].position.funding += paid
        activity.funding += paid
        marginIsStale = true
    }

    /// At a slice's close: positions that closing prices leave without maintenance margin are closed there, and liquidation prices are
    /// found for the next candles.
    mutating func checkMargin() {
        if portfolio.openPositions == 0, !marginIsStale { return }
        let (profit, notional, count) = Self.perpetuals(states, contracts)
        let maintenance = Int128(notional) * Int128(configuration.margin.maintenance.count)
        if count > 0, Int128(portfolio.cash.units + profit) * 1_000_000 <= maintenance {
            for instrument in states.indices where holdsPerpetual(instrument) {
                exit(instrument, reference: states[instrument].position.markTicks, reason: .liquidation, time: time)
            }
        } else if count > 1 || marginIsStale {
            for instrument in states.indices where holdsPerpetual(instrument) {
                states[instrument].position.liquidation = liquidationTicks(instrument)
                setBarriers(instrument)
            }
        }
        if portfolio.cash < .zero, Self.perpetuals(states, contracts).count == 0 {
            activity.insurance += -portfolio.cash
            post(.insurance, -portfolio.cash, time, -1, fill: -1)
        }
        marginIsStale = false
    }

    @inline(__always)
    private func holdsPerpetual(_ instrument: Int) -> Bool { states[instrument].position.lots > 0 && !contracts[instrument].isSpot }

    /// The price at which cash, the others' open profit at their marks and this position's loss leave just the maintenance margin; 0 for
    /// none.
    ///
    /// Solves `wallet + s*q*(P - entry) = m*q*P` for P, with wallet = cash + others' profit - m * others' value (Binance's formula for
    /// one-way positions without the brackets' amounts), rounded towards the present price.
    @inline(__always)
    func liquidationTicks(_ instrument: Int) -> Int64 {
        let position = states[instrument].position
        let contract = contracts[instrument]
        let (profit, notional, _) = perpetuals()
        let million = Int128(Contract.million)
        let rate = Int128(configuration.margin.maintenance.count)
        let others = Int128(notional - position.notional.units)
        let wallet =
            Int128(portfolio.cash.units + profit - position.value.units) - Rounding.up.divide(others * rate, by: million)
        let lotsValue = Int128(position.lots) * Int128(contract.numerator)
        let entry = Int128(position.entryTicks) * lotsValue
        let cover = wallet * Int128(contract.denominator)
        let ticks: Int128
        if position.isLong {
            guard entry > cover, rate < million else { return 0 }
            ticks = Rounding.up.divide((entry - cover) * million, by: lotsValue * (million - rate))
        } else {
            ticks = Rounding.down.divide((entry + cover) * million, by: lotsValue * (million + rate))
        }
        // Beyond the grid of ticks it cannot be reached.
        return ticks > 0 && ticks < 4_000_000_000_000_000 ? Int64(ticks) : 0
    }
}
