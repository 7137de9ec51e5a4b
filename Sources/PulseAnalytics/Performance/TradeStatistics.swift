import PulseCore

/// Figures of a list of trades, in money and in R (net result over initial risk).
public struct TradeStatistics: Sendable {
    public private(set) var wins = 0
    public private(set) var losses = 0
    public private(set) var breakEvens = 0
    /// Sum of the profits of winning trades; sum of the losses of losing ones, as a positive amount.
    public private(set) var sumOfWins = 0.0
    public private(set) var sumOfLosses = 0.0
    public private(set) var maxWinStreak = 0
    public private(set) var maxLossStreak = 0
    /// In order of exit; of equal exits, in the order given.
    public let trades: [TradeOutcome]

    public init(_ trades: [TradeOutcome]) {
        self.trades = trades.enumerated().sorted { ($0.element.exitTime, $0.offset) < ($1.element.exitTime, $1.offset) }.map(\.element)
        var winStreak = 0
        var lossStreak = 0
        for trade in self.trades {
            winStreak = trade.netProfit > 0 ? winStreak + 1 : 0
            lossStreak = trade.netProfit < 0 ? lossStreak + 1 : 0
            maxWinStreak = max(maxWinStreak, winStreak)
            maxLossStreak = max(maxLossStreak, lossStreak)
            if trade.netProfit > 0 {
                wins += 1
                sumOfWins += trade.netProfit
            } else if trade.netProfit < 0 {
                losses += 1
                sumOfLosses -= trade.netProfit
            } else {
                breakEvens += 1
            }
        }
    }

    private static let noTrades = "there are no trades"
    private static let undecided = "no trade won or lost"

    private func over<Value>(_ property: (TradeOutcome) -> Value, _ body: ([Value]) -> Double) -> MetricValue {
        trades.isEmpty ? .undefined(reason: Self.noTrades) : .value(body(trades.map(property)))
    }

    public var winRate: MetricValue {
        .quotient(Double(wins), Double(wins + losses), otherwise: trades.isEmpty ? Self.noTrades : Self.undecided)
    }

    public var averageWin: MetricValue { .quotient(sumOfWins, Double(wins), otherwise: trades.isEmpty ? Self.noTrades : "no trade won") }
    public var averageLoss: MetricValue {
        .quotient(sumOfLosses, Double(losses), otherwise: trades.isEmpty ? Self.noTrades : "no trade lost")
    }

    /// Mean win over mean loss.
    public var payoff: MetricValue {
        averageWin.flatMap { win in averageLoss.flatMap { loss in .quotient(win, loss, otherwise: "no trade lost") } }
    }

    /// Of money, not of returns.
    public var profitFactor: MetricValue {
        .quotient(sumOfWins, sumOfLosses, otherwise: trades.isEmpty ? Self.noTrades : "no trade lost")
    }

    /// W * average win - (1 - W) * average loss; what did not happen (no win, no loss) counts nothing.
    public var expectancy: MetricValue {
        .quotient(sumOfWins - sumOfLosses, Double(wins + losses), otherwise: trades.isEmpty ? Self.noTrades : Self.undecided)
    }

    /// Net results in R of the trades that had a stop, in order of exit.
    public var multiples: [Double] { trades.compactMap(\.multiple) }

    private static let noStops = "no trade had an initial risk"

    public var expectancyR: MetricValue {
        let decided = multiples.filter { $0 != 0 }
        return .quotient(
            decided.reduce(0, +), Double(decided.count),
            otherwise: trades.isEmpty ? Self.noTrades : multiples.isEmpty ? Self.noStops : Self.undecided)
    }

    public var sqn: MetricValue {
        let multiples = multiples
        guard multiples.count >= 2 else {
            let reason = multiples.isEmpty ? Self.noStops : "needs two trades with an initial risk"
            return .undefined(reason: trades.isEmpty ? Self.noTrades : reason)
        }
        let moments = SampleMoments(multiples)
        return MetricValue(
            moments.divisibleDeviation.map { Double(min(moments.count, 100)).squareRoot() * moments.mean / $0 },
            otherwise: "the results in R do not vary")
    }

    public var kelly: MetricValue {
        winRate.flatMap { rate in payoff.flatMap { payoff in .value(rate - (1 - rate) / payoff) } }
    }

    public var best: MetricValue { over(\.netProfit) { $0.reduce(-.infinity, max) } }
    public var worst: MetricValue { over(\.netProfit) { $0.reduce(.infinity, min) } }

    /// Milliseconds.
    public var averageHolding: MetricValue {
        over({ Double($0.exitTime.milliseconds - $0.entryTime.milliseconds) }) { $0.reduce(0, +) / Double($0.count) }
    }

    public var maximumAdverseExcursion: MetricValue { over(\.maximumAdverseExcursion) { $0.reduce(.infinity, min) } }
    public var maximumFavourableExcursion: MetricValue { over(\.maximumFavourableExcursion) { $0.reduce(-.infinity, max) } }
    public var averageAdverseExcursion: MetricValue { over(\.maximumAdverseExcursion) { $0.reduce(0, +) / Double($0.count) } }
    public var averageFavourableExcursion: MetricValue { over(\.maximumFavourableExcursion) { $0.reduce(0, +) / Double($0.count) } }

    /// Milliseconds inside `range` during which at least one trade was open.
    public func millisecondsInMarket(_ range: TimeRange) -> Int64 {
        var covered: Int64 = 0
        var end = range.from
        for trade in trades.sorted(by: { $0.entryTime < $1.entryTime }) {
            let from = max(trade.entryTime, end)
            let to = min(trade.exitTime, range.to)
            guard to > from else { continue }
            covered += to.milliseconds - from.milliseconds
            end = to
        }
        return covered
    }
}
