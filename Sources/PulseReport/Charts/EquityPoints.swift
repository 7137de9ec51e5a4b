import PulseCore

/// Which points of an equity curve are drawn: first, last, lowest and highest of each bucket, for every line of the chart.
///
/// That is the M4 aggregation (Jugel et al. 2014): a line drawn from these points covers the same pixels as one drawn from all of them.
package enum EquityPoints {
    /// Ascending positions, at most about ten a bucket; all of them where there are few.
    package static func select(_ series: EquitySeries, buckets: Int) -> [Int] {
        let count = series.count
        guard count > 4 * buckets, buckets > 0 else { return Array(0..<count) }
        var chosen: [Int] = []
        for bucket in 0..<buckets {
            let range = (count * bucket / buckets)..<(count * (bucket + 1) / buckets)
            guard let first = range.first, let last = range.last else { continue }
            var positions = [first, last]
            positions += extremes(range) { series.equity[$0].units }
            positions += extremes(range) { series.drawdown[$0] }
            if !series.benchmark.isEmpty { positions += extremes(range) { series.benchmark[$0].units } }
            positions.sort()
            for position in positions where chosen.last != position { chosen.append(position) }
        }
        return chosen
    }

    private static func extremes<Value: Comparable>(_ range: Range<Int>, _ value: (Int) -> Value) -> [Int] {
        var lowest = range.lowerBound
        var highest = range.lowerBound
        for index in range {
            if value(index) < value(lowest) { lowest = index }
            if value(index) > value(highest) { highest = index }
        }
        return [lowest, highest]
    }
}
