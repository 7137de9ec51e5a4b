/// How the volume head's nine opinions become one score, for whole columns.
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
        /// All but those that may be missing.
        static let always = delta + balance + place + moneyFlow + accumulation + force + ease
    }

    /// Opinions that are always there.
    private static let always = 7.0

    /// Writes score and standard deviation (population, of the opinions that are there). Opinions are taken by their distance from the
    /// middle, so that mirrored ones mix to the mirrored score.
    static func process(_ columns: VolumeColumns, count: Int) {
        let (deltaSlope, flowSlope, move) = (columns[.deltaSlope], columns[.accumulationSlope], columns[.move])
        let (balance, place, flow) = (columns[.balance], columns[.place], columns[.moneyFlow])
        let (force, ease, meanPrice, takers) = (columns[.force], columns[.ease], columns[.meanPrice], columns[.takers])
        let (score, deviation) = (columns[.score], columns[.deviation])
        for index in 0..<count {
            var sums = Sums()
            // Accumulation where the running delta has risen beyond its noise.
            sums.add(side(of: deltaSlope[index]) * 0.25, Weight.delta)
            sums.add(balance[index] - 0.5, Weight.balance)
            sums.add(place[index] - 0.5, Weight.place)
            sums.add(flow[index] - 0.5, Weight.moneyFlow)
            // Half as much where the price has gone the other way.
            let accumulation = side(of: flowSlope[index]) * 0.2
            sums.add(accumulation * move[index] < 0 ? accumulation * 0.5 : accumulation, Weight.accumulation)
            sums.add(force[index] - 0.5, Weight.force)
            sums.add(ease[index] - 0.5, Weight.ease)

            let hasMean = meanPrice[index] == meanPrice[index]
            let hasTakers = takers[index] == takers[index]
            sums.add(hasMean ? meanPrice[index] - 0.5 : 0, Weight.meanPrice)
            sums.add(hasTakers ? takers[index] - 0.5 : 0, Weight.takers)
            let weight = Weight.always + (hasMean ? Weight.meanPrice : 0) + (hasTakers ? Weight.takers : 0)
            let number = always + (hasMean ? 1 : 0) + (hasTakers ? 1 : 0)
            let mean = sums.plain / number
            let variance = sums.squares / number - mean * mean
            score[index] = 0.5 + sums.weighted / weight
            deviation[index] = (variance > 0 ? variance : 0).squareRoot()
        }
    }

    private struct Sums {
        var weighted = 0.0
        var plain = 0.0
        var squares = 0.0

        @inline(__always)
        mutating func add(_ distance: Double, _ weight: Double) {
            weighted += weight * distance
            plain += distance
            squares += distance * distance
        }
    }

    /// +1 above 1, -1 below -1, else 0.
    @inline(__always)
    private static func side(of slope: Double) -> Double { (slope > 1 ? 1 : 0) - (slope < -1 ? 1 : 0) }
}
