import PulseCore

/// A strategy as a value: which heads vote with what weight, what consensus is needed, what is risked, and on what terms the simulated
/// venue trades.
///
/// `StrategySpecification.standard` holds the defaults of every value; a document only states what differs.
public struct StrategySpecification: Hashable, Sendable {
    /// Lower-case letters, digits and hyphens.
    public var name: String
    public var description: String
    /// The candles that the heads vote on, unless the command line says otherwise.
    public var timeframe: Timeframe
    public var heads: HeadsSpecification
    public var consensus: ConsensusRule
    /// What calibrates the consensus probability; nothing by default.
    public var calibration: CalibrationParameters
    public var regime: RegimeParameters
    public var gates: GateSpecification
    public var risk: RiskSpecification
    public var venue: VenueSpecification

    public init(
        name: String, description: String = "", timeframe: Timeframe = .h1, heads: HeadsSpecification = HeadsSpecification(),
        consensus: ConsensusRule = ConsensusRule(.strict5), calibration: CalibrationParameters = CalibrationParameters(),
        regime: RegimeParameters = RegimeParameters(),
        gates: GateSpecification = GateSpecification(), risk: RiskSpecification = RiskSpecification(),
        venue: VenueSpecification = VenueSpecification()
    ) {
        self.name = name
        self.description = description
        self.timeframe = timeframe
        self.heads = heads
        self.consensus = consensus
        self.calibration = calibration
        self.regime = regime
        self.gates = gates
        self.risk = risk
        self.venue = venue
    }

    /// The nine heads with their standard weights, the rule `strict5`, and the default risk and venue.
    public static let standard = StrategySpecification(name: "nine-heads")

    /// Every value in force, defaults included, in a fixed order.
    public func describe() -> [SpecificationValue] {
        var values = [
            SpecificationValue("name", name), SpecificationValue("description", description),
            SpecificationValue("timeframe", timeframe.description),
        ]
        for head in HeadsSpecification.implemented {
            values.append(SpecificationValue("heads.\(head.name).weight", consensus.weights[head]))
            values += heads.describe(head)
        }
        values += consensus.describe()
        values += calibration.describe()
        values += regime.describe()
        values += gates.describe()
        values += risk.describe()
        values += venue.describe()
        return values
    }

    /// The text that a run's identity hashes: a version line, then `key = value` for every effective value, in a fixed order. Two
    /// documents that mean the same strategy have the same form, however they are written.
    ///
    /// Of what the form's first version did not know, only what differs from the default stands in it, so that strategies keep their hashes.
    public var canonicalForm: String {
        let values = describe().filter { $0.key != "venue.funding" || venue.funding != .series }
        return "alphapulse.strategy.v1\n" + values.map { "\($0.key) = \(Self.escaped($0.value))\n" }.joined()
    }

    /// One line, whatever the text holds.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension ConsensusRule {
    func describe() -> [SpecificationValue] {
        let quorum =
            switch quorum {
            case .spec4: "4 of 8 or more available, else half, at least 3"
            case .strict5: "five ninths of the available, at least 3"
            case .fixed(let size): String(size)
            }
        return [
            SpecificationValue("consensus.profile", profile.rawValue), SpecificationValue("consensus.quorum", quorum),
            SpecificationValue("consensus.minimumProbability", minimumProbability),
            SpecificationValue("consensus.minimumConfidence", minimumConfidence),
            SpecificationValue("consensus.confidenceGate", confidenceGate), SpecificationValue("consensus.vetoShare", vetoShare),
        ]
    }
}
