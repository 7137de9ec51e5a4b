extension ParzenSet {
    /// The mass inside the cube of a normal distribution around its middle as wide as the cube.
    static let priorMass = 0.382_924_922_548_026

    /// The mixture's density at each of some places of one coordinate, up to a factor that all sets share.
    func densities(_ column: Int, at places: [Double]) -> [Float] {
        let kernels = columns[column]
        if case .choices(let count) = kernels.coordinate {
            let probabilities = probabilities(kernels.picks, count: count)
            return places.map { Float(probabilities[SearchDimension.level(at: $0, of: count)]) }
        }
        let coefficients = coefficients(kernels.heights)
        let prior = Float(priorWeight / totalWeight / Self.priorMass)
        return kernels.centres.withUnsafeBufferPointer { centres in
            kernels.sharpness.withUnsafeBufferPointer { sharpness in
                coefficients.withUnsafeBufferPointer { coefficients in
                    places.map { place in
                        let distance = Float((place - 0.5) * ParzenColumn.sharpnessOfOne)
                        let broad = prior * ParzenKernels.exp2(.init(repeating: -(distance * distance)))[0]
                        guard let centre = centres.baseAddress, let sharp = sharpness.baseAddress, let factor = coefficients.baseAddress
                        else { return broad }
                        return broad
                            + ParzenKernels.sum(
                                at: Float(place), centres: centre, sharpness: sharp, coefficients: factor, count: coefficients.count)
                    }
                }
            }
        }
    }

    /// Weight over total times height, by slot.
    private func coefficients(_ heights: [Float]) -> [Float] {
        let scale = Float(1 / totalWeight)
        return [Float](unsafeUninitializedCapacity: heights.count) { buffer, count in
            weights.withUnsafeBufferPointer { weights in
                heights.withUnsafeBufferPointer { heights in
                    for slot in heights.indices { buffer[slot] = weights[slot] * scale * heights[slot] }
                }
            }
            count = heights.count
        }
    }

    /// For a choice: the probability of each value.
    private func probabilities(_ picks: [Int], count: Int) -> [Double] {
        var masses = [Double](repeating: 0, count: count)
        for member in members { masses[picks[member.slot]] += Double(weights[member.slot]) }
        let spread = priorWeight / Double(members.count + 1)
        let observed = totalWeight - priorWeight
        return masses.map { mass in
            ((observed * spread + mass) / (1 + spread * Double(count)) + priorWeight / Double(count)) / totalWeight
        }
    }
}
