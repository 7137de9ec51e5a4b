extension ParzenSet {
    /// The mass inside the cube of a normal distribution around its middle as wide as the cube.
    static let priorMass = 0.382_924_922_548_026

    /// The mixture's density at each of some places of one coordinate, up to a factor that all sets share.
    func densities(_ column: Int, at places: [Double]) -> [Float] {
        if let probabilities = probabilities(column) { return places.map { probabilities(at: $0) } }
        return withKernels(column) { kernels in places.map { kernels.density(at: $0) } }
    }

    /// Which place has the greatest ratio of a numerator to the mixture's density, the first among equals. A density is computed only as
    /// far as it takes to see that the ratio is not the greatest.
    func greatestRatio(_ column: Int, of numerators: [Float], at places: [Double]) -> Int {
        var best = (place: 0, ratio: -Float.infinity)
        func compare(_ place: Int, _ density: Float) {
            let ratio = numerators[place] / density
            if ratio > best.ratio { best = (place, ratio) }
        }
        if let probabilities = probabilities(column) {
            for place in places.indices { compare(place, probabilities(at: places[place])) }
        } else {
            withKernels(column) { kernels in
                for place in places.indices {
                    let limit = best.ratio > 0 ? numerators[place] / best.ratio : .infinity
                    compare(place, kernels.density(at: places[place], limit: limit))
                }
            }
        }
        return best.place
    }

    private func withKernels<Result>(_ column: Int, _ body: (ParzenKernels) -> Result) -> Result {
        let column = columns[column]
        let coefficients = coefficients(column.heights)
        return column.centres.withUnsafeBufferPointer { centres in
            column.sharpness.withUnsafeBufferPointer { sharpness in
                coefficients.withUnsafeBufferPointer { coefficients in
                    // A set without members has no slots, and an empty array's address may be nil: then nothing is read through this one.
                    withUnsafePointer(to: Float.zero) { nothing in
                        body(
                            ParzenKernels(
                                centres: centres.baseAddress ?? nothing, sharpness: sharpness.baseAddress ?? nothing,
                                coefficients: coefficients.baseAddress ?? nothing, count: coefficients.count,
                                prior: Float(priorWeight / totalWeight / Self.priorMass)))
                    }
                }
            }
        }
    }

    /// Weight over total times height, by slot, as far as slots were ever used.
    private func coefficients(_ heights: [Float]) -> [Float] {
        let scale = Float(1 / totalWeight)
        let slots = (usedSlots + 7) / 8 * 8
        return [Float](unsafeUninitializedCapacity: slots) { buffer, count in
            weights.withUnsafeBufferPointer { weights in
                heights.withUnsafeBufferPointer { heights in
                    for slot in 0..<slots { buffer[slot] = weights[slot] * scale * heights[slot] }
                }
            }
            count = slots
        }
    }

    /// What a choice's values are worth.
    private struct Probabilities {
        let values: [Float]
        func callAsFunction(at place: Double) -> Float { values[SearchDimension.level(at: place, of: values.count)] }
    }

    /// The probability of each of a choice's values; nil for other coordinates.
    private func probabilities(_ column: Int) -> Probabilities? {
        guard case .choices(let count) = columns[column].coordinate else { return nil }
        var masses = [Double](repeating: 0, count: count)
        for member in members { masses[columns[column].picks[member.slot]] += Double(weights[member.slot]) }
        let spread = priorWeight / Double(members.count + 1)
        let observed = totalWeight - priorWeight
        return Probabilities(
            values: masses.map { mass in
                Float(((observed * spread + mass) / (1 + spread * Double(count)) + priorWeight / Double(count)) / totalWeight)
            })
    }
}
