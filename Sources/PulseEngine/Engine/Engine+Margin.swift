import PulseCore

/// Perpetual positions: funding, cross margin and liquidation.
extension Engine {
    /// Open profit or loss and value of all perpetual positions at their marks.
    func perpetuals() -> (profit: Int64, notional: Int64) {
        var profit: Int64 = 0
        var notional: Int64 = 0
        for state in states where state.position.isOpen && !contracts[state.position.instrument].isSpot {
            profit += state.position.value.units
            notional += state.position.notional.units
        }
        return (profit, notional)
    }

    /// Longs pay shorts `notional * rate` (or receive it, where the rate is negative); what is paid is rounded up, what is received down.
    mutating func settleFunding(_ instrument: Int, time: Timestamp, rate: Int64, markPrice: Double) {
        let position = states[instrument].position
        let contract = contracts[instrument]
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

    /// At a slice's close: positions that closing prices leave without maintenance margin are closed there, and liquidation prices are found for the next
    /// candles.
    mutating func checkMargin() {
        let (profit, notional) = perpetuals()
        if notional > 0 {
            let maintenance = Int128(notional) * Int128(configuration.margin.maintenance.count)
            if Int128(portfolio.cash.units + profit) * 1_000_000 <= maintenance {
                for instrument in states.indices where states[instrument].position.isOpen && !contracts[instrument].isSpot {
                    exit(instrument, reference: states[instrument].position.markTicks, reason: .liquidation, time: time)
                }
            }
        }
        let open = states.reduce(0) { $0 + ($1.position.isOpen && !contracts[$1.position.instrument].isSpot ? 1 : 0) }
        if open == 0 {
            if portfolio.cash < .zero {
                activity.insurance += -portfolio.cash
                post(.insurance, -portfolio.cash, time, -1, fill: -1)
            }
        } else if open > 1 || marginIsStale {
            for instrument in states.indices where states[instrument].position.isOpen && !contracts[instrument].isSpot {
                states[instrument].position.liquidation = liquidationTicks(instrument)
                setBarriers(instrument)
            }
        }
        marginIsStale = false
    }

    /// The price at which cash, the others' open profit at their marks and this position's loss leave just the maintenance margin; 0 for none.
    ///
    /// Solves `wallet + s*q*(P - entry) = m*q*P` for P, with wallet = cash + others' profit - m * others' value (Binance's formula for one-way positions
    /// without the brackets' amounts), rounded towards the present price.
    func liquidationTicks(_ instrument: Int) -> Int64 {
        let position = states[instrument].position
        let contract = contracts[instrument]
        let (profit, notional) = perpetuals()
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
