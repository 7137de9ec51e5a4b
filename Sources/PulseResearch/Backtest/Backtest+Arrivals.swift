import PulseCore
import PulseEngine
import PulseStrategy

extension Backtest {
    /// What a run came to whose candles became known in a given order.
    package struct ArrivalResult: Sendable {
        package var engine: Engine
        package var signals: [Signal]
        /// Equity after each slice, by its close.
        package var equity: [(time: Timestamp, equity: Cash)]
    }

    /// Runs the expected scenario over candles that become known in the order of a script; `decisions` are the pipelines' over the whole market. The
    /// run is not ended: positions stay as they are after the last step.
    ///
    /// Throws `.badData` where the script asks for candles that the market does not have.
    /// - Parameters:
    ///   - starts: position of each instrument's first candle that was not there from the start; the market's by default.
    ///   - pace: how many instruments are evaluated when.
    ///   - away: candles on which nothing is decided because the instrument was not traded then, counted from its start.
    package func run(
        _ script: ArrivalScript, decisions: [DecisionColumns], starts: [Int]? = nil, pace: RoundSchedule.Pace = .candleClose,
        away: [Int: [Range<Int>]] = [:]
    ) throws(PulseError) -> ArrivalResult {
        let starts = starts ?? market.starts
        var configuration = configuration
        configuration.scenario = .expected
        var driver = try SliceDriver(
            strategy, instruments: market.instruments, configuration: configuration, base: market.base, timeframe: timeframe, pace: pace)
        var signals: [Signal] = []
        var equity: [(time: Timestamp, equity: Cash)] = []
        var next = starts
        var rows = zip(decisions, starts).map { $0.firstDecision(atOrAfter: $1) }

        func candle(_ instrument: Int) throws(PulseError) -> MarketCandle {
            let series = market.series[instrument]
            guard next[instrument] < series.candles.count else {
                throw PulseError(.badData, "the market lacks a candle of \(series.instrument.id) that the session had")
            }
            let candle = series.candles[next[instrument]]
            return MarketCandle(candle, closeTime: candle.openTime.advanced(byMilliseconds: market.base.milliseconds))
        }
        /// The decisions that the instrument's next candle completes.
        func decided(_ instrument: Int) -> [(row: DecisionRow, close: Double)] {
            let columns = decisions[instrument]
            let candles = columns.candles.isEmpty ? market.series[instrument].candles : columns.candles
            var found: [(row: DecisionRow, close: Double)] = []
            while rows[instrument] < columns.count, Int(columns.completedAt[rows[instrument]]) <= next[instrument] {
                let row = rows[instrument]
                rows[instrument] += 1
                let isAway = away[instrument]?.contains { $0.contains(next[instrument] - starts[instrument]) } ?? false
                if !isAway { found.append((DecisionRow(columns, at: row), candles.close[row])) }
            }
            return found
        }
        for step in script.steps {
            switch step {
            case .slice(let openTime, let members):
                var slice: [SliceDriver.Member] = []
                for instrument in members {
                    let candle = try candle(instrument)
                    guard candle.openTime == openTime else {
                        throw PulseError(
                            .badData,
                            "the session had a candle of \(market.series[instrument].instrument.id) that opens at \(openTime); "
                                + "the market's next one opens at \(candle.openTime)")
                    }
                    slice.append(SliceDriver.Member(instrument: instrument, candle: candle, decisions: decided(instrument)))
                    next[instrument] += 1
                }
                signals += driver.close(openTime: openTime, members: slice)
                equity.append((openTime.advanced(byMilliseconds: market.base.milliseconds), driver.engine.portfolio.equity))
            case .behind(let instrument): driver.setBehind(true, instrument: instrument)
            case .forgotten(let instrument): driver.forget(instrument)
            case .caughtUp(let instrument): driver.setBehind(false, instrument: instrument)
            case .late(let instrument):
                driver.late(try candle(instrument), instrument: instrument)
                _ = decided(instrument)
                next[instrument] += 1
            case .funding(let instrument, let settlement): driver.add(settlement, instrument: instrument)
            }
        }
        return ArrivalResult(engine: driver.engine, signals: signals, equity: equity)
    }
}
