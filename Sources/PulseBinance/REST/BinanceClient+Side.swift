import PulseCore
import PulseStore

extension BinanceClient {
    /// Settlements in `from ... through`, ascending. Futures only.
    public func fundingRates(symbol: String, from: Timestamp, through: Timestamp) async throws -> [FundingRate] {
        let path = "/fapi/v1/fundingRate"
        let limit = 1_000
        var rates: [FundingRate] = []
        var next = from
        while next <= through {
            let query = [
                ("symbol", symbol), ("startTime", String(next.milliseconds)), ("endTime", String(through.milliseconds)),
                ("limit", String(limit)),
            ]
            let answer = try await json(path, query, weight: 1)
            guard let rows = answer.elements else { throw PulseError(.badData, "the answer to \(path) is no list") }
            let page = try rows.map { row in
                guard let time = row["fundingTime"]?.integer, let rate = row["fundingRate"]?.string.flatMap({ FixedPoint.units($0) }) else {
                    throw PulseError(.badData, "a rate in the answer to \(path) makes no sense: \(row.canonical.prefix(120))")
                }
                return FundingRate(time: Timestamp(milliseconds: time), rate: rate, markPrice: row["markPrice"]?.decimal)
            }
            let fresh = page.filter { $0.time >= next && $0.time <= through }
            rates += fresh
            guard page.count >= limit, let last = fresh.last else { break }
            next = last.time.advanced(byMilliseconds: 1)
        }
        return rates
    }

    /// The perpetuals whose funding differs from the rule of eight hours. Futures only.
    public func fundingInfo() async throws -> [FundingInfo] {
        let path = "/fapi/v1/fundingInfo"
        let answer = try await json(path, weight: 1)
        guard let rows = answer.elements else { throw PulseError(.badData, "the answer to \(path) is no list") }
        return rows.compactMap { FundingInfo($0) }
    }

    /// Open interest every five minutes; the venue keeps thirty days of it. Futures only.
    public func openInterestHistory(symbol: String, from: Timestamp, through: Timestamp) async throws -> [(time: Timestamp, value: Double)]
    {
        try await statistics("openInterestHist", "sumOpenInterest", symbol, from, through)
    }

    /// Long over short accounts, of all accounts, every five minutes; the venue keeps thirty days of it. Futures only.
    public func longShortRatios(symbol: String, from: Timestamp, through: Timestamp) async throws -> [(time: Timestamp, value: Double)] {
        try await statistics("globalLongShortAccountRatio", "longShortRatio", symbol, from, through)
    }

    /// The premium over the index as closed candles, of which only the prices mean something. Futures only.
    public func premiumIndexCandles(
        symbol: String, timeframe: Timeframe, from: Timestamp, before: Timestamp
    ) async throws -> [Candle] {
        let serverTime = try await serverTime()
        var candles: [Candle] = []
        try await pages("premiumIndexKlines", symbol, timeframe, from, before, serverTime) { candles += $0 }
        return candles
    }

    /// Observations of a side series with event times in `from ... through`: the very ones that the archive's files give, except where the
    /// venue itself rounds answers more (ratios to four decimals).
    ///
    /// Throws `PulseError(.usage)` for kinds that the venue does not have.
    /// - Parameter timeframe: of the candles of the premium index.
    public func sideObservations(
        _ kind: SideKind, symbol: String, from: Timestamp, through: Timestamp, timeframe: Timeframe = .m5
    ) async throws -> [SideObservation] {
        switch kind {
        case .fundingRate:
            return try await settlements(symbol: symbol, from: from, through: through).map { rate, hours in
                .settlement(time: rate.time, rate: Double(rate.rate) / 1e8, hours: Double(hours))
            }
        case .openInterest:
            return try await openInterestHistory(symbol: symbol, from: from, through: through).map {
                .metric(time: $0.time, value: $0.value)
            }
        case .longShortRatio:
            return try await longShortRatios(symbol: symbol, from: from, through: through).map { .metric(time: $0.time, value: $0.value) }
        case .premiumIndex:
            let before = through.advanced(byMilliseconds: 1)
            return try await premiumIndexCandles(symbol: symbol, timeframe: timeframe, from: from, before: before)
                .map { .premium(open: $0.openTime, close: $0.close, timeframe: timeframe) }
        default: throw PulseError(.usage, "the venue has no series of \(kind.name)")
        }
    }

    /// As `sideObservations`, of a symbol that may not be listed any more: then there are none.
    package func sideObservationsWhereListed(
        _ kind: SideKind, symbol: String, from: Timestamp, through: Timestamp
    ) async throws -> [SideObservation] {
        do {
            return try await sideObservations(kind, symbol: symbol, from: from, through: through)
        } catch let error as PulseError where error.kind == .missing {
            return []
        }
    }

    /// Settlements, and the hours that each is for: told by the time since the one before, which the venue's answers do not say.
    public func settlements(
        symbol: String, from: Timestamp, through: Timestamp
    ) async throws -> [(rate: FundingRate, hours: Int)] {
        let rates = try await fundingRates(symbol: symbol, from: from.advanced(byMilliseconds: -Timestamp.day), through: through)
        let hour: Int64 = 3_600_000
        var usual: Int?
        var settlements: [(rate: FundingRate, hours: Int)] = []
        for (index, rate) in rates.enumerated() where rate.time >= from {
            let gap = index > 0 ? rate.settlement.milliseconds - rates[index - 1].settlement.milliseconds : 0
            if [hour, 2 * hour, 4 * hour, 8 * hour].contains(gap) {
                settlements.append((rate, Int(gap / hour)))
                continue
            }
            // The first of its series, or one after a gap.
            if usual == nil { usual = try await fundingInfo().first { $0.symbol == symbol }?.intervalHours ?? 8 }
            settlements.append((rate, usual ?? 8))
        }
        return settlements
    }

    /// Figures of `/futures/data`, five minutes apart, window by window.
    private func statistics(
        _ endpoint: String, _ key: String, _ symbol: String, _ from: Timestamp, _ through: Timestamp
    ) async throws -> [(time: Timestamp, value: Double)] {
        let path = "/futures/data/\(endpoint)"
        let step = Timeframe.m5.milliseconds
        let limit: Int64 = 500
        var figures: [(time: Timestamp, value: Double)] = []
        var next = from
        while next <= through {
            let end = min(through, next.advanced(byMilliseconds: (limit - 1) * step))
            let query = [
                ("symbol", symbol), ("period", "5m"), ("limit", String(limit)), ("startTime", String(next.milliseconds)),
                ("endTime", String(end.milliseconds)),
            ]
            let answer = try await json(path, query, weight: 1)
            guard let rows = answer.elements else { throw PulseError(.badData, "the answer to \(path) is no list") }
            for row in rows {
                guard let time = row["timestamp"]?.integer, let value = row[key]?.decimal else {
                    throw PulseError(.badData, "a figure in the answer to \(path) makes no sense: \(row.canonical.prefix(120))")
                }
                let instant = Timestamp(milliseconds: time)
                guard instant >= next, instant <= end else { continue }
                if let last = figures.last, last.time >= instant { continue }
                figures.append((instant, value))
            }
            next = end.advanced(byMilliseconds: 1)
        }
        return figures
    }
}
