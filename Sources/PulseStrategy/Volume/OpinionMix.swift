/// How the volume head's nine opinions become one score, and how far they agree, for whole columns.
enum OpinionMix {
    /// Weights of the opinions; where one is missing, the rest weighs more.
    enum Weight {
        static let delta = 0.20
        static let balance = 0.15
        static let meanPrice = 0.15
        static let place = 0.12
        static let moneyFlow = 0.10
        static let accumulation = 0.10
        static let force = 0.08
        static let ease = 0.05
        static let takers = 0.05
    }

    /// How far from the middle an opinion can be, where that is less than one half.
    enum Reach {
        static let delta = 0.25
        static let place = 0.2
        static let accumulation = 0.2
        static let force = 0.1
    }

    /// Writes the score, and what its confidence rests on: the distance from the middle of the same mix with every opinion stretched to its
    /// full reach, and the standard deviation (population) of the three categories delta, flow and price of that mix.
    ///
    /// The stretch is for confidence alone. Unstretched, half of the opinions cannot go further from the middle than a fifth, so that nine
    /// in full agreement would look as doubtful as nine that differ. Opinions are taken by their distance from the middle, so that mirrored
    /// ones mix to the mirrored score.
    static func process(_ columns: VolumeColumns, count: Int) {
        let (deltaSlope, flowSlope, move) = (columns[.deltaSlope], columns[.accumulationSlope], columns[.move])
        let (balance, place, flow) = (columns[.balance], columns[.place], columns[.moneyFlow])
        let (force, ease, meanPrice, takers) = (columns[.force], columns[.ease], columns[.meanPrice], columns[.takers])
        let (score, distance, deviation) = (columns[.score], columns[.distance], columns[.deviation])
        for index in 0..<count {
            var deltas = Category()
            deltas.add(delta(deltaSlope[index]), Weight.delta, reach: Reach.delta)
            deltas.addIfKnown(takers[index] - 0.5, Weight.takers)

            var flows = Category()
            flows.add(balance[index] - 0.5, Weight.balance)
            flows.add(flow[index] - 0.5, Weight.moneyFlow)
            flows.add(accumulation(flowSlope[index], move: move[index]), Weight.accumulation, reach: Reach.accumulation)
            flows.add(force[index] - 0.5, Weight.force, reach: Reach.force)
            flows.add(ease[index] - 0.5, Weight.ease)

            var prices = Category()
            prices.addIfKnown(meanPrice[index] - 0.5, Weight.meanPrice)
            prices.add(place[index] - 0.5, Weight.place, reach: Reach.place)

            let weight = deltas.weight + flows.weight + prices.weight
            score[index] = 0.5 + (deltas.sum + flows.sum + prices.sum) / weight
            distance[index] = (deltas.stretched + flows.stretched + prices.stretched) / weight
            let (a, b, c) = (
                deltas.stretched / deltas.weight, flows.stretched / flows.weight, prices.stretched / prices.weight
            )
            let mean = (a + b + c) * (1.0 / 3)
            let squares = (a - mean) * (a - mean) + (b - mean) * (b - mean) + (c - mean) * (c - mean)
            deviation[index] = (squares * (1.0 / 3)).squareRoot()
        }
    }

    /// Sums over opinions of one kind.
    private struct Category {
        var weight = 0.0
        var sum = 0.0
        var stretched = 0.0

        @inline(__always)
        mutating func add(_ distance: Double, _ share: Double, reach: Double = 0.5) {
            weight += share
            sum += share * distance
            stretched += share * (0.5 / reach) * distance
        }

        /// Leaves an opinion out where it is NaN.
        @inline(__always)
        mutating func addIfKnown(_ distance: Double, _ share: Double) {
            let isKnown = distance == distance
            add(isKnown ? distance : 0, isKnown ? share : 0)
        }
    }

    /// Accumulation where the running delta has risen beyond its noise; as a distance from the middle.
    @inline(__always)
    static func delta(_ slope: Double) -> Double { side(of: slope) * Reach.delta }

    /// The same of the accumulation/distribution line; half as much where the price has gone the other way.
    @inline(__always)
    static func accumulation(_ slope: Double, move: Double) -> Double {
        let accumulation = side(of: slope) * Reach.accumulation
        return accumulation * move < 0 ? accumulation * 0.5 : accumulation
    }

    /// +1 above 1, -1 below -1, else 0.
    @inline(__always)
    private static func side(of slope: Double) -> Double { (slope > 1 ? 1 : 0) - (slope < -1 ? 1 : 0) }
}
