import PulseAnalytics
import PulseCore

/// Functions with a known least value, 0, and the loops that search for it.
enum TestFunctions {
    static func sphere(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }

    static func rosenbrock(_ x: [Double]) -> Double {
        zip(x, x.dropFirst()).reduce(0) { sum, pair in
            let (a, b) = (pair.1 - pair.0 * pair.0, 1 - pair.0)
            return sum + 100 * a * a + b * b
        }
    }

    /// Axes turned at random, squared lengths from 1 to 1e6.
    static func rotatedEllipsoid(_ count: Int, seed: UInt64) -> ([Double]) -> Double {
        var random = SplitMix64(seed: seed)
        var axes: [[Double]] = []
        for _ in 0..<count {
            var axis = (0..<count).map { _ in Elementary.normalQuantile((Double(random.next() >> 12) + 0.5) * 0x1p-52) }
            for other in axes {
                let shadow = zip(axis, other).reduce(0) { $0 + $1.0 * $1.1 }
                axis = zip(axis, other).map { $0 - shadow * $1 }
            }
            let length = axis.reduce(0) { $0 + $1 * $1 }.squareRoot()
            axes.append(axis.map { $0 / length })
        }
        let scales = (0..<count).map { Elementary.pow(1e6, Double($0) / Double(count - 1)) }
        return { x in
            zip(axes, scales).reduce(0) { sum, axis in
                let part = zip(axis.0, x).reduce(0) { $0 + $1.0 * $1.1 }
                return sum + axis.1 * part * part
            }
        }
    }

    /// `count` coordinates in -5...5.
    static func box(_ count: Int) throws -> SearchSpace {
        try SearchSpace((0..<count).map { .continuous("x\($0)", -5...5) })
    }

    /// Trials told one after another until `enough`, or as many as `limit`; their values, the greater the better.
    static func run(
        _ searcher: inout some Searcher, limit: Int, enough: Double = .infinity, _ value: ([Double]) -> Double
    ) -> [Double] {
        var values: [Double] = []
        while values.count < limit, let point = searcher.ask() {
            let found = value(searcher.space.decode(point.coordinates))
            searcher.tell(point.number, [found])
            values.append(found)
            if found >= enough { break }
        }
        return values
    }
}
