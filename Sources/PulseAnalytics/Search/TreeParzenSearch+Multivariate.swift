import PulseCore

extension TreeParzenSearch {
    /// The candidate point with the greatest ratio of joint densities, the first among equals: kernels are products over the coordinates.
    mutating func bestJointCandidate() -> [Double] {
        var best = (point: [Double](), score: -Double.infinity)
        let good = JointKernels(history.good)
        let rest = JointKernels(history.rest)
        for _ in 0..<settings.candidates {
            let kernel = history.good.drawKernel(&random)
            let point = space.coordinates.indices.map { history.good.draw($0, kernel: kernel, &random) }
            let score = good.logDensity(history.good, at: point) - rest.logDensity(history.rest, at: point)
            if score > best.score || best.point.isEmpty { best = (point, score) }
        }
        return best.point
    }
}

/// The logarithms of a set's product kernels at their tops, by slot.
private struct JointKernels {
    /// Base 2; of the weight times all heights. -infinity where a slot is free.
    private var tops: [Double]
    private let prior: Double
    /// Of choices: log2 of the kernel's mass on its own choice over that on any other.
    private var favours: [Double]
    private static let log2e = 1.442_695_040_888_963_4

    init(_ set: ParzenSet) {
        tops = set.weights.map { $0 > 0 ? Elementary.log(Double($0)) * Self.log2e : -.infinity }
        var prior = Elementary.log(set.priorWeight) * Self.log2e
        favours = []
        let spread = set.priorWeight / Double(set.members.count + 1)
        for column in set.columns {
            if case .choices(let count) = column.coordinate {
                let broad = Elementary.log(spread / (1 + spread * Double(count))) * Self.log2e
                for slot in tops.indices { tops[slot] += broad }
                prior -= Elementary.log(Double(count)) * Self.log2e
                favours.append(Elementary.log((1 + spread) / spread) * Self.log2e)
            } else {
                for slot in tops.indices where tops[slot] > -.infinity {
                    tops[slot] += Elementary.log(Double(column.heights[slot])) * Self.log2e
                }
                prior -= Elementary.log(ParzenSet.priorMass) * Self.log2e
                favours.append(0)
            }
        }
        self.prior = prior
    }

    /// log2 of the density at a point, up to a term that all points share.
    func logDensity(_ set: ParzenSet, at point: [Double]) -> Double {
        var exponents = tops
        var priorExponent = prior
        for (index, column) in set.columns.enumerated() {
            if case .choices(let count) = column.coordinate {
                let level = SearchDimension.level(at: point[index], of: count)
                for slot in exponents.indices where column.picks[slot] == level { exponents[slot] += favours[index] }
                continue
            }
            for slot in exponents.indices {
                let distance = (point[index] - column.middles[slot]) * Double(column.sharpness[slot])
                exponents[slot] -= distance * distance
            }
            let distance = (point[index] - 0.5) * ParzenColumn.sharpnessOfOne
            priorExponent -= distance * distance
        }
        let top = max(exponents.max() ?? priorExponent, priorExponent)
        var sum = ParzenKernels.halve(.init(repeating: Float(top - priorExponent)))[0]
        for slot in exponents.indices where exponents[slot] > top - 60 {
            sum += ParzenKernels.halve(.init(repeating: Float(top - exponents[slot])))[0]
        }
        return top + Elementary.log(Double(sum)) * Self.log2e
    }
}
