extension SearchDimension {
    /// The values of `coordinateCount` coordinates of the unit cube, appended to `values`.
    func decode(_ coordinates: ArraySlice<Double>, into values: inout [Double]) {
        switch kind {
        case .continuous(let low, let high, let logarithmic):
            guard let place = coordinates.first, place > 0 else { return values.append(low) }
            // Rounding must not keep a bound from being reached.
            if place >= 1 { return values.append(high) }
            let value =
                logarithmic
                ? Elementary.exp(Elementary.log(low) + place * (Elementary.log(high) - Elementary.log(low)))
                : low + place * (high - low)
            values.append(min(max(value, low), high))
        case .integer(let low, _, let step):
            values.append(Double(low + (coordinates.first.map { Self.level(at: $0, of: levels) } ?? 0) * step))
        case .choice:
            values.append(Double(coordinates.first.map { Self.level(at: $0, of: levels) } ?? 0))
        case .simplex(let parts, let leastShare):
            guard !coordinates.isEmpty else { return values.append(contentsOf: parts.map { _ in 1 }) }
            values.append(contentsOf: Self.weights(coordinates, leastShare: leastShare))
        }
    }

    /// Coordinates that decode to `values` (rounded to a level, clamped to the bounds, weights scaled to sum to 1), appended to
    /// `coordinates`.
    func encode(_ values: ArraySlice<Double>, into coordinates: inout [Double]) {
        precondition(values.count == valueCount, "one value for each that is decoded")
        guard coordinateCount > 0, let value = values.first else { return }
        switch kind {
        case .continuous(let low, let high, let logarithmic):
            let inside = min(max(value, low), high)
            coordinates.append(
                logarithmic
                    ? (Elementary.log(inside) - Elementary.log(low)) / (Elementary.log(high) - Elementary.log(low))
                    : (inside - low) / (high - low))
        case .integer(let low, let high, let step):
            let inside = min(max(value, Double(low)), Double(high))
            let level = min(Int(((inside - Double(low)) / Double(step)).rounded()), levels - 1)
            coordinates.append(Self.place(of: level, of: levels))
        case .choice(let count):
            coordinates.append(Self.place(of: min(max(Int(value), 0), count - 1), of: count))
        case .simplex(let parts, _):
            let total = values.reduce(0) { $0 + max($1, 0) }
            // The spacings' own scale is free; their sum is set to its expectation, so that equal weights lie at 1 - 1/e, but no spacing is
            // so long that its coordinate loses digits near 1.
            let scale = min(Double(parts.count), 4 * total / max(values.max() ?? 0, .leastNonzeroMagnitude))
            for weight in values {
                let spacing = total > 0 ? max(weight, 0) / total * scale : 1
                coordinates.append(-Elementary.expm1(-spacing))
            }
        }
    }

    /// The level whose cell of the unit interval holds `place`.
    static func level(at place: Double, of levels: Int) -> Int {
        min(max(Int(place * Double(levels)), 0), levels - 1)
    }

    /// The middle of a level's cell.
    static func place(of level: Int, of levels: Int) -> Double {
        (Double(level) + 0.5) / Double(levels)
    }

    /// Exponential spacings: independent exponentials over their sum are uniform on the simplex (Devroye 1986, "Non-Uniform Random Variate
    /// Generation", V.2). Each coordinate moves its own weight alone against all others, which sorted uniforms would not give.
    private static func weights(_ coordinates: ArraySlice<Double>, leastShare: Double) -> [Double] {
        var weights = coordinates.map { -Elementary.log1p(-min(max($0, 0), 1 - 0x1p-53)) }
        var total = weights.reduce(0, +)
        guard total > 0 else { return weights.map { _ in 1 / Double(weights.count) } }
        guard leastShare > 0 else { return weights.map { $0 / total } }
        let greatest = weights.max() ?? 0
        // The greatest weight stays whatever rounding says of an equal share.
        weights = weights.map { $0 < leastShare * total && $0 < greatest ? 0 : $0 }
        total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }
}
