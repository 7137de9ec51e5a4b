import PulseCore
import PulseEngine
import PulseReport
import PulseResearch
import PulseStrategy

/// What a run takes for granted, in words, from the values in force.
struct RunAssumptions {
    let result: BacktestResult
    let kind: RunDocument.Kind
    /// What calibrated the consensus probability.
    var calibration: ProbabilityCalibration?

    private var configuration: EngineConfiguration { result.expected.configuration }

    var all: [Assumption] {
        var list = [
            Assumption("Fills", fills), Assumption("Inside a candle", Self.description(of: .expected)),
            Assumption("Fees", fees.joined(separator: "; ")), Assumption("Slippage", slippage), Assumption("Sizing", sizing),
            Assumption("Margin", margin),
            Assumption("Funding", funding),
            Assumption(
                "Market impact", "none: orders do not move the price, and whole orders are filled whatever the volume of the candle"),
            Assumption("Latency", "none beyond waiting for the next candle"),
            Assumption("End of run", "open positions are marked at the last close and counted as trades, without exit costs"),
            Assumption("Buy & hold", "equal parts of the starting cash in every instrument at its first open, same fees and slippage"),
        ]
        if kind == .backtest {
            list.insert(
                Assumption(
                    "Decisions",
                    "on closed \(result.timeframe) candles, built from \(result.market.base) candles; exits are resolved on \(result.market.base)"
                ),
                at: 0)
        }
        if let calibrated { list.append(Assumption("Calibration", calibrated)) }
        if let sideSeries { list.append(Assumption("Side series", sideSeries)) }
        return list
    }

    /// Where calibrated probabilities come from; nil without.
    private var calibrated: String? {
        calibration.map { calibration in
            let quality = calibration.quality
            func text(_ value: Double) -> String { DecimalText.text(value, decimals: 4) }
            return "'\(calibration.name)', \(calibration.map.method.rawValue), fitted on \(quality.outcomes) outcomes from "
                + "\(calibration.fittedOn.from) to \(calibration.fittedOn.to): how often verdicts of a raw probability reached their first "
                + "target before their stop (\(text(quality.hitRate)) of all); Brier score out of sample \(text(quality.calibrated.brier)), "
                + "\(text(quality.baseRate.brier)) of the base rate alone, \(text(quality.raw.brier)) of the raw figure"
        }
    }

    /// Which side series the heads could read, and from when to when; nil where no head reads any.
    private var sideSeries: String? {
        let readers = result.votingHeads.filter { !$0.sideKinds.isEmpty }
        guard !readers.isEmpty else { return nil }
        let parts = result.market.series.indices.map { index in
            let coverage = result.market.sideCoverage(index).map { one in
                let known = one.known.map { " known from \($0.lowerBound) to \($0.upperBound)" } ?? ""
                return "\(one.kind.name) (\(one.points) points\(known))"
            }
            return "\(result.market.series[index].instrument.id): \(coverage.isEmpty ? "none" : coverage.joined(separator: ", "))"
        }
        return "seen from the candle that closes when each became known or later; " + parts.joined(separator: "; ")
    }

    /// The rules of cost, for the costs section.
    var costRules: [String] { fees + [slippage] + (perpetuals.isEmpty ? [] : ["funding: \(fundingRates)"]) }

    private var perpetuals: [Market.Series] { result.market.series.filter { $0.instrument.market == .perpetual } }

    /// Which rates perpetuals pay.
    private var fundingRates: String {
        switch perpetuals.first?.funding.terms ?? .none {
        case .none: "not paid"
        case .fixed(let rate): "a fixed \(Self.rate(rate)) at 00:00, 08:00 and 16:00 UTC"
        case .series: "the rates of the imported settlements"
        }
    }

    /// How funding is paid. That of runs without perpetuals is worded as it always was: their ids promise their bytes.
    private var funding: String {
        guard let terms = perpetuals.first?.funding.terms else { return "none: spot positions neither pay nor receive any" }
        if terms == .none { return "not paid: perpetual positions neither pay nor receive it" }
        let parts = perpetuals.map { series in
            let settlements = series.funding.settlements
            let sum = settlements.reduce(0) { $0 + Double($1.rate) / 1e8 }
            guard let first = settlements.first, let last = settlements.last else { return "\(series.instrument.id): none" }
            return "\(series.instrument.id): \(settlements.count) settlements from \(first.time) to \(last.time), sum of rates "
                + Self.rate(sum)
        }
        return
            "\(fundingRates), on positions that are open at the settlement: an order filled at the open of that instant comes after it, so "
            + "who closes there pays still and who opens there does not yet; position x price x rate, a payment rounded up and a receipt down "
            + "to 1e-8; for the mark price stands the open of the \(result.market.base) candle that the settlement lies in, or the last close "
            + "before it; \(parts.joined(separator: "; "))"
    }

    /// A rate as it is told: `0.0123 %`.
    private static func rate(_ fraction: Double) -> String { DecimalText.text(fraction * 100, decimals: 4) + " %" }

    /// One scenario in words.
    static func description(of scenario: Scenario) -> String {
        switch scenario {
        case .pessimistic:
            "stop before target; targets must be traded through by a tick and pay the taker's fee; slippage doubled"
        case .expected: "stop before target where a candle holds both; a touched target is filled and pays the maker's fee"
        case .optimistic: "target before stop where a candle holds both; no slippage; targets pay the maker's fee"
        }
    }

    private var fills: String {
        switch configuration.fillPolicy {
        case .nextOpen: "a signal is filled at the open of the next \(result.market.base) candle, stops at their price or a worse open"
        case .signalClose: "a signal is filled at the close of its own candle (optimistic: that close is known only when it is over)"
        }
    }

    private var fees: [String] {
        let markets = Set(result.market.instruments.map(\.market))
        func text(_ name: String, _ schedule: FeeSchedule) -> String {
            "\(name): maker \(Self.percent(schedule.maker)), taker \(Self.percent(schedule.taker)), paid in the quote currency"
        }
        return Instrument.Market.allCases.filter(markets.contains).map {
            $0 == .spot ? text("spot", configuration.spotFees) : text("perpetual", configuration.perpetualFees)
        }
    }

    private var slippage: String {
        "market and stop orders: \(Self.percent(configuration.slippage.priceShare)) of the price plus "
            + "\(Self.percent(configuration.slippage.rangeShare)) of the candle before, rounded up to a tick; resting orders: none"
    }

    private var sizing: String {
        guard kind == .backtest else { return "as the file says" }
        return
            "\(Self.percent(configuration.sizing.riskPerTrade)) of equity at the stop, times half to one by "
            + "\(calibration == nil ? "raw" : "calibrated") probability; one position at most "
            + "\(Self.percent(configuration.sizing.maximumPositionShare)) of equity, all together "
            + "\(configuration.limits.maximumExposure.map(Self.percent) ?? "what cash and margin carry"); "
            + "rounded down to whole lots, minimum notional enforced"
    }

    private var margin: String {
        "spot is paid in full and cannot be sold short; perpetuals carry \(configuration.sizing.leverage) times their margin and are liquidated at "
            + "\(Self.percent(configuration.margin.maintenance)) maintenance"
    }

    static func percent(_ share: PartsPerMillion) -> String {
        let text = "\(Double(share.count) / 10_000)"
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
    }
}
