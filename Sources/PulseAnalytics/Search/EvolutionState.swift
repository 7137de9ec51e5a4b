import PulseCore

/// A normal distribution that moves towards better points: the state of a covariance matrix adaptation between two restarts.
///
/// Matrices are kept by rows. Notation of Hansen's tutorial: m mean, sigma step, C covariance = B D^2 B', paths p_sigma and p_c.
struct EvolutionState: Sendable {
    let count: Int
    let parameters: EvolutionParameters
    private(set) var mean: [Double]
    private(set) var step: Double
    private var covariance: [Double]
    private var eigen: SymmetricEigen
    /// Square roots of the eigenvalues, and B D.
    private var scales: [Double]
    private var shape: [Double]
    private var stepPath: [Double]
    private var path: [Double]
    /// (1 - c_sigma)^(2 g), for the path's bias in the first generations.
    private var fading = 1.0
    private var generation = 0
    private var decomposed = 0
    /// The generation's steps y, one row a point in the order of asking, and values.
    private var steps: [Double] = []
    private var values: [Double] = []
    /// Scratch.
    private var normals: [Double]
    private var moved: [Double]
    /// Best values of the latest generations, to notice a standstill.
    private var bests: [Double] = []

    init(mean: [Double], step: Double, parameters: EvolutionParameters) {
        let n = mean.count
        count = n
        self.parameters = parameters
        self.mean = mean
        self.step = step
        let identity = (0..<n * n).map { $0 % (n + 1) == 0 ? 1.0 : 0 }
        covariance = identity
        shape = identity
        eigen = SymmetricEigen(count: n)
        _ = eigen.decompose(identity)
        scales = [Double](repeating: 1, count: n)
        stepPath = [Double](repeating: 0, count: n)
        path = stepPath
        normals = stepPath
        moved = stepPath
    }

    /// Points of this generation drawn so far.
    private(set) var drawn = 0

    /// Draws a point, not bounded by the cube. Drawing again without `keep` forgets it.
    mutating func draw(_ random: inout SplitMix64) -> [Double] {
        for index in 0..<count { normals[index] = Elementary.normalQuantile(random.openUniform()) }
        let n = count
        shape.withUnsafeBufferPointer { shape in
            for row in 0..<n {
                var sum = 0.0
                for column in 0..<n { sum += shape[row * n + column] * normals[column] }
                moved[row] = sum
            }
        }
        return (0..<n).map { mean[$0] + step * moved[$0] }
    }

    /// The last point drawn is evaluated.
    mutating func keep() {
        steps += moved
        drawn += 1
    }

    /// Takes in the values of the generation's points in the order of their drawing. True when the generation is complete and the
    /// distribution has moved.
    mutating func learn(_ value: Double) -> Bool {
        values.append(value)
        guard values.count == parameters.population else { return false }
        update()
        steps.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        drawn = 0
        return true
    }

    private mutating func update() {
        let order = values.indices.sorted { values[$0] > values[$1] || (values[$0] == values[$1] && $0 < $1) }
        note(best: values[order[0]], worst: values[order[order.count - 1]])
        // A generation of failures says nothing of where to go.
        guard values[order[0]] > -.infinity else { return }
        generation += 1
        let n = count
        var shift = [Double](repeating: 0, count: n)
        for rank in 0..<parameters.parents {
            let weight = parameters.weights[rank]
            let row = order[rank] * n
            for index in 0..<n { shift[index] += weight * steps[row + index] }
        }
        for index in 0..<n { mean[index] += step * shift[index] }

        let whitened = whiten(shift)
        let cumulation = parameters.stepCumulation
        let gain = (cumulation * (2 - cumulation) * parameters.effectiveParents).squareRoot()
        var square = 0.0
        for index in 0..<n {
            stepPath[index] = (1 - cumulation) * stepPath[index] + gain * whitened[index]
            square += stepPath[index] * stepPath[index]
        }
        let length = square.squareRoot()
        fading *= (1 - cumulation) * (1 - cumulation)
        let isShort = length / (1 - fading).squareRoot() < (1.4 + 2 / (Double(n) + 1)) * parameters.expectedLength
        adaptCovariance(order, shift: shift, isShort: isShort)
        step *= Elementary.exp(min(1, cumulation / parameters.damping * (length / parameters.expectedLength - 1)))
        if generation - decomposed >= parameters.decompositionGap { decompose() }
    }

    /// Rank one and rank mu update; `isShort` is the tutorial's h_sigma, which holds the path still while the step grows fast.
    private mutating func adaptCovariance(_ order: [Int], shift: [Double], isShort: Bool) {
        let n = count
        let cumulation = parameters.pathCumulation
        let gain = isShort ? (cumulation * (2 - cumulation) * parameters.effectiveParents).squareRoot() : 0
        for index in 0..<n { path[index] = (1 - cumulation) * path[index] + gain * shift[index] }
        let lost = isShort ? 0 : cumulation * (2 - cumulation)
        let total = parameters.weights.reduce(0, +)
        let kept = 1 + parameters.rankOne * lost - parameters.rankOne - parameters.rankMany * total
        // Only the lower triangle is computed; the upper one mirrors it.
        for row in 0..<n {
            for column in 0...row {
                covariance[row * n + column] = kept * covariance[row * n + column] + parameters.rankOne * path[row] * path[column]
            }
        }
        for (rank, point) in order.enumerated() where parameters.weights[rank] != 0 {
            var weight = parameters.rankMany * parameters.weights[rank]
            let start = point * n
            if weight < 0 {
                let whitened = whiten(Array(steps[start..<start + n]))
                weight *= Double(n) / max(whitened.reduce(0) { $0 + $1 * $1 }, 1e-300)
            }
            covariance.withUnsafeMutableBufferPointer { covariance in
                steps.withUnsafeBufferPointer { steps in
                    for row in 0..<n {
                        let factor = weight * steps[start + row]
                        for column in 0...row { covariance[row * n + column] += factor * steps[start + column] }
                    }
                }
            }
        }
    }

    /// C^(-1/2) y = B D^(-1) B' y.
    private func whiten(_ vector: [Double]) -> [Double] {
        let n = count
        var result = [Double](repeating: 0, count: n)
        for axis in 0..<n {
            var part = 0.0
            for row in 0..<n { part += eigen.vectors[row * n + axis] * vector[row] }
            part /= scales[axis]
            for row in 0..<n { result[row] += eigen.vectors[row * n + axis] * part }
        }
        return result
    }

    private mutating func decompose() {
        let n = count
        for row in 0..<n { for column in 0..<row { covariance[column * n + row] = covariance[row * n + column] } }
        guard eigen.decompose(covariance), eigen.values.allSatisfy({ $0 > 0 }) else {
            isBroken = true
            return
        }
        for axis in 0..<n { scales[axis] = eigen.values[axis].squareRoot() }
        for row in 0..<n { for axis in 0..<n { shape[row * n + axis] = eigen.vectors[row * n + axis] * scales[axis] } }
        decomposed = generation
    }

    private mutating func note(best: Double, worst: Double) {
        let memory = 10 + (30 * count + parameters.population - 1) / parameters.population
        if bests.count == memory { bests.removeFirst() }
        bests.append(best)
        isFlat = best == worst && bests.count == memory && bests.allSatisfy { $0 == best }
    }

    /// The matrix lost its positive eigenvalues.
    private var isBroken = false
    /// All values of this generation and the best ones of many before are the same.
    private var isFlat = false

    /// Whether going on is pointless: the distribution has shrunk below any use (1e-9 of the cube), no value differs from another, or the
    /// axes' squared lengths differ by a factor of 1e14.
    var isDone: Bool {
        if isBroken || isFlat || !step.isFinite { return true }
        let longest = scales.max() ?? 0
        let shortest = scales.min() ?? 0
        return step * longest < 1e-9 || step * longest > 1e6 || longest > 1e7 * shortest
    }
}
