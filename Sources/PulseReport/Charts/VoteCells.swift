import PulseCore

/// Votes of one instrument joined to the buckets of a price level, as text that is compact inside a page.
///
/// A head's cell is two characters of a ninety-letter alphabet, a number `n`: 0 abstained (or not asked), 1...64 flat with that confidence
/// in 63rds, from 65 on `65 + 64 L + S`, L and S the mean confidence for long and for short in 63rds over all candles of the bucket (at
/// least 1 if there was any). A verdict's cell is such a number as well: from 65 on the shares of candles with a long and with a short
/// signal, below that one more than the commonest outcome, 0 where there was no verdict. A regime's cell is one character: one more than the
/// commonest regime, 0 where none is known.
package struct VoteCells {
    /// Printable ASCII without what JSON or HTML would need to escape.
    package static let alphabet: [UInt8] = (UInt8(32)...126).filter { ![34, 38, 60, 62, 92].contains($0) }

    /// One text a head, in the order of the series.
    package private(set) var heads: [[UInt8]]
    package private(set) var verdicts: [UInt8] = []
    /// Empty where nobody looked for regimes.
    package private(set) var regimes: [UInt8] = []

    /// Joins votes at the buckets that start at `starts` (ascending) and are `step` long.
    package init(_ series: VoteSeries, starts: [Int64], step: Int64) {
        heads = series.heads.map { _ in [] }
        var position = Self.lowerBound(series.openTimes, starts.first ?? 0)
        for start in starts {
            while position < series.count, series.openTimes[position] < start { position += 1 }
            let first = position
            while position < series.count, series.openTimes[position] < start + step { position += 1 }
            for head in heads.indices { Self.append(Self.cell(series.votes[head][first..<position]), to: &heads[head]) }
            Self.append(Self.verdict(series.verdicts[first..<position]), to: &verdicts)
            if !series.regimes.isEmpty { regimes.append(Self.alphabet[Self.regime(series.regimes[first..<position])]) }
        }
    }

    private static func append(_ number: Int, to text: inout [UInt8]) {
        text.append(alphabet[number / alphabet.count])
        text.append(alphabet[number % alphabet.count])
    }

    package static func cell(_ votes: ArraySlice<Vote>) -> Int {
        var long = 0
        var short = 0
        var flat = 0
        var flats = 0
        var abstentions = 0
        for vote in votes {
            if vote.isAbstention {
                abstentions += 1
                continue
            }
            switch vote.direction {
            case .long: long += max(1, Int(vote.confidence.raw))
            case .short: short += max(1, Int(vote.confidence.raw))
            case .flat:
                flat += Int(vote.confidence.raw)
                flats += 1
            }
        }
        if long + short > 0 { return 65 + 64 * level(long, votes.count) + level(short, votes.count) }
        return flats > 0 && flats >= abstentions ? 1 + level(flat, flats) : 0
    }

    package static func verdict(_ verdicts: ArraySlice<Verdict>) -> Int {
        var counts = [Int](repeating: 0, count: Verdict.Outcome.allCases.count)
        var long = 0
        var short = 0
        for verdict in verdicts {
            counts[Int(verdict.outcome.rawValue)] += 1
            guard verdict.outcome == .passed else { continue }
            if verdict.direction == .long { long += 1_024 } else if verdict.direction == .short { short += 1_024 }
        }
        if long + short > 0 { return 65 + 64 * level(long, verdicts.count) + level(short, verdicts.count) }
        guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else { return 0 }
        return index + 1
    }

    /// One more than the commonest known regime, the first of equals; 0 where none is known.
    package static func regime(_ states: ArraySlice<RegimeState>) -> Int {
        var counts = [Int](repeating: 0, count: Regime.allCases.count)
        for state in states {
            if let regime = state.regime { counts[Int(regime.rawValue)] += 1 }
        }
        guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else { return 0 }
        return index + 1
    }

    /// The mean of a sum of 1024ths in 63rds: 0 for nothing, at least 1 for anything.
    private static func level(_ sum: Int, _ count: Int) -> Int {
        sum == 0 ? 0 : min(63, max(1, (sum * 63 + count * 512) / (count * 1_024)))
    }

    private static func lowerBound(_ times: [Int64], _ time: Int64) -> Int {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
