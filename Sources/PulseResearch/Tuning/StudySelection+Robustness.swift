import PulseAnalytics
import PulseCore
import PulseEngine
import PulseStrategy

extension StudySelection {
    /// What became of the chosen trial's trades, by a name that each has: a year, a regime.
    public struct Part: Sendable {
        public let name: String
        public var trades = 0
        public var wins = 0
        public var sumOfR = 0.0
        /// Trades that had an initial risk.
        public var withRisk = 0
        public var netProfit = 0.0
    }

    /// The simulation of a trial, again.
    public func simulation(of position: Int) throws(PulseError) -> SimulationResult {
        let trial = try study.specification(trials[position].texts)
        return try study.library.market(for: trial).run(trial)
    }

    /// Trades by calendar year of their entry, ascending.
    public func years(_ result: SimulationResult) -> [Part] {
        parts(result) { String($0.entryTime.dateDescription.prefix(4)) }.sorted { $0.name < $1.name }
    }

    /// Trades by the regime at their signal, in the order of the regimes.
    public func regimes(_ result: SimulationResult, of position: Int) throws(PulseError) -> [Part] {
        let trial = try study.specification(trials[position].texts)
        let market = try study.library.market(for: trial)
        let found = parts(result) { trade in
            let columns = market.decisions(of: trade.instrument)
            let base = market.market.series[trade.instrument].candles
            let opened = trade.signalTime.advanced(byMilliseconds: -market.market.base.milliseconds)
            let row = columns.firstDecision(atOrAfter: Market.position(of: opened, in: base.openTime))
            return row < columns.count ? columns.regimes[row].regime?.name ?? "unknown" : "unknown"
        }
        return found.sorted { $0.name < $1.name }
    }

    private func parts(_ result: SimulationResult, by name: (Trade) -> String) -> [Part] {
        var parts: [Part] = []
        for trade in result.trades {
            let name = name(trade)
            let index = parts.firstIndex { $0.name == name } ?? parts.count
            if index == parts.count { parts.append(Part(name: name)) }
            parts[index].trades += 1
            parts[index].wins += trade.netProfit > .zero ? 1 : 0
            parts[index].netProfit += trade.netProfit.value
            if trade.initialRisk > .zero {
                parts[index].sumOfR += trade.netProfit.value / trade.initialRisk.value
                parts[index].withRisk += 1
            }
        }
        return parts
    }

    /// Returns that the trades made on the equity, in the order of completion.
    public func tradeReturns(_ result: SimulationResult) -> [Double] {
        var equity = result.configuration.initialCash.value
        return result.trades.map { trade in
            let profit = trade.netProfit.value
            defer { equity += profit }
            return equity > 0 ? profit / equity : 0
        }
    }

    /// The chosen trial on candles whose prices were moved at random, run after run. Every head votes anew on each.
    public func noisyRuns(of position: Int, count: Int, share: Double, threads: Int) throws(PulseError) -> [TrialRecord] {
        let trial = try study.specification(trials[position].texts)
        let days = study.days
        let home = study.home
        let results = Parallel.map(count, threads: threads) { number -> Result<TrialRecord, PulseError> in
            do throws(PulseError) {
                let noise = NoisyCandles(share: share, seed: study.plan.seed &+ UInt64(number))
                let market = Market(
                    base: home.market.base, range: home.market.range,
                    series: home.market.series.enumerated().map { index, series in
                        var moved = series
                        moved.candles = noise.moved(series.candles, instrument: index)
                        return moved
                    })
                let result = try TrialMarket(
                    strategy: trial, market: market, timeframe: home.timeframe, floor: TrialMarket.Floor(trial.consensus), threads: 1
                ).run(trial)
                return .success(
                    TrialRecord(
                        search: -2, point: SearchPoint(number: number, coordinates: []), texts: trials[position].texts, strategyHash: "",
                        result: result, market: market, days: days))
            } catch {
                return .failure(error)
            }
        }
        var records: [TrialRecord] = []
        for result in results { records.append(try result.get()) }
        return records
    }
}
