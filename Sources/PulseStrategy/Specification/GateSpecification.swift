import PulseCore

/// What stands between a verdict that passed and a signal, beside the risk plan and its cool-downs.
public struct GateSpecification: Hashable, Sendable {
    /// What a regime allows.
    public struct RegimeLimit: Hashable, Sendable {
        /// Active signals that were made in this regime, over all instruments; 0 for none at all.
        public var signals: Int
        /// A signal made in this regime needs at least this consensus confidence.
        public var confidence: Score

        public init(signals: Int, confidence: Score) {
            self.signals = signals
            self.confidence = confidence
        }
    }

    /// A signal needs at least this consensus confidence, in any regime.
    public var confidence = Score.zero
    /// ... this health ...
    public var health = Score(0.7)
    /// ... and this priority.
    public var priority = Score.zero
    /// Whether an opposite verdict cancels a signal that still waits for its fill.
    public var cancelOnOpposite = true
    /// Whether an opposite verdict closes an open position at the next open.
    public var closeOnOpposite = false
    /// In the order of `Regime.allCases`. A candle whose regime is not known is under none.
    private var limits: [RegimeLimit]

    public init() {
        limits = Regime.allCases.map(Self.standardLimit)
    }

    public subscript(regime: Regime) -> RegimeLimit {
        get { limits[Int(regime.rawValue)] }
        set { limits[Int(regime.rawValue)] = newValue }
    }

    /// Whether any gate can turn on the regime: by its limits, or by the part that it has in the health.
    var readsRegime: Bool {
        health > .zero || limits.contains { $0.signals < 1_000 || $0.confidence > confidence }
    }

    /// Trends are let through as the consensus gate has it; breakouts and chop need a surer consensus, quiet and aimless markets carry
    /// fewer signals.
    private static func standardLimit(_ regime: Regime) -> RegimeLimit {
        switch regime {
        case .strongTrendBull, .strongTrendBear: RegimeLimit(signals: 4, confidence: Score(0.65))
        case .weakTrend: RegimeLimit(signals: 3, confidence: Score(0.70))
        case .volatileBreakout: RegimeLimit(signals: 3, confidence: Score(0.75))
        case .ranging: RegimeLimit(signals: 2, confidence: Score(0.70))
        case .choppy: RegimeLimit(signals: 1, confidence: Score(0.80))
        }
    }

    /// Reads the section `gates`.
    mutating func read(_ reader: inout ConfigurationReader) {
        confidence = reader.number("confidence", in: 0...0.95).map { Score($0) } ?? confidence
        health = reader.number("health", in: 0...1).map { Score($0) } ?? health
        priority = reader.number("priority", in: 0...1).map { Score($0) } ?? priority
        cancelOnOpposite = reader.boolean("cancelOnOpposite") ?? cancelOnOpposite
        closeOnOpposite = reader.boolean("closeOnOpposite") ?? closeOnOpposite
        guard var regimes = reader.section("regimes") else { return }
        for regime in Regime.allCases {
            guard var section = regimes.section(regime.name) else { continue }
            self[regime].signals = section.integer("signals", in: 0...1_000) ?? self[regime].signals
            self[regime].confidence = section.number("confidence", in: 0...1).map { Score($0) } ?? self[regime].confidence
            regimes.absorb(section.finish())
        }
        reader.absorb(regimes.finish())
    }

    func describe() -> [SpecificationValue] {
        var values = [
            SpecificationValue("gates.confidence", confidence), SpecificationValue("gates.health", health),
            SpecificationValue("gates.priority", priority), SpecificationValue("gates.cancelOnOpposite", cancelOnOpposite),
            SpecificationValue("gates.closeOnOpposite", closeOnOpposite),
        ]
        for regime in Regime.allCases {
            values.append(SpecificationValue("gates.regimes.\(regime.name).signals", self[regime].signals))
            values.append(SpecificationValue("gates.regimes.\(regime.name).confidence", self[regime].confidence))
        }
        return values
    }
}
