import PulseCore

/// The features of one set for the candles of one frame: the same code when a model is trained and when it votes.
struct FeatureColumns: Sendable {
    let set: FeatureSet
    // One of the two, by the set.
    private var technical: TechnicalFeatures?
    private var priceAction: PriceActionFeatures?
    /// One stretch of `HeadFrame.maximumCount` values a feature.
    private var values: [Double]

    init(_ set: FeatureSet) {
        self.set = set
        switch set {
        case .technical: technical = TechnicalFeatures()
        case .priceAction: priceAction = PriceActionFeatures()
        }
        values = [Double](repeating: .nan, count: set.names.count * HeadFrame.maximumCount)
    }

    /// Takes the next candles.
    mutating func advance(_ frame: HeadFrame) {
        values.withUnsafeMutableBufferPointer { values in
            guard let base = values.baseAddress else { return }
            technical?.advance(frame, into: Lanes(base: base))
            priceAction?.advance(frame, into: Lanes(base: base))
        }
    }

    /// Lends the columns of the frame that was taken last.
    func withColumns<Result>(_ body: (Lanes) -> Result) -> Result {
        values.withUnsafeBufferPointer { body(Lanes(base: UnsafeMutablePointer(mutating: $0.baseAddress.unsafelyUnwrapped))) }
    }

    /// The columns of a frame, one a feature.
    struct Lanes {
        let base: UnsafeMutablePointer<Double>

        @inline(__always)
        subscript(feature: Int) -> UnsafeMutablePointer<Double> { base + feature * HeadFrame.maximumCount }
    }
}
