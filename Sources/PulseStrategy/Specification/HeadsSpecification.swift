import PulseCore

/// The heads of a strategy and their parameters; their weights belong to the consensus.
public struct HeadsSpecification: Hashable, Sendable {
    public var technical = TechnicalParameters()
    public var sentiment = SentimentParameters()
    public var volume = VolumeParameters()
    public var ict = ICTParameters()
    public var wyckoff = WyckoffParameters()
    public var harmonic = HarmonicParameters()
    public var crypto = CryptoParameters()
    public var technicalModel = ModelParameters()
    public var priceActionModel = ModelParameters()
    public var regime = RegimeHeadParameters()

    public init() {}

    /// The heads of this version: all that the vocabulary has.
    public static let implemented = HeadID.allCases

    /// How far the sum of the written weights may be from 1.
    static let weightTolerance = 0.001

    /// Reads the section `heads`; the weights on the grid, or nil where they are at fault. A head that is not named does not take part.
    mutating func read(_ reader: inout ConfigurationReader) -> HeadWeights? {
        let names = Self.implemented.map(\.name)
        let written = reader.keys
        var weights: [(head: HeadID, share: Double)] = []
        var isSound = reader.diagnostics.isEmpty
        for head in Self.implemented {
            guard var section = reader.section(head.name) else { continue }
            if let weight = section.number("weight", in: 0...1) {
                weights.append((head, weight))
            } else {
                if !section.keys.contains(where: { $0.key == "weight" }) { section.fault("weight", "is missing") }
                isSound = false
            }
            readParameters(of: head, &section)
            reader.absorb(section.finish())
        }
        for entry in written where !names.contains(entry.key) {
            isSound = false
            _ = reader.node(entry.key)
            let hint = NearestName.of(entry.key, among: names).map { "did you mean '\($0)'?" }
            reader.fault(entry.key, "is not a head", hint: hint ?? "the heads are \(names.joined(separator: ", "))")
        }
        guard isSound else { return nil }
        let sum = weights.reduce(0) { $0 + $1.share }
        guard abs(sum - 1) <= Self.weightTolerance else {
            let printed = (sum * 1e6).rounded() / 1e6
            reader.absorb([
                Diagnostic(
                    "the weights of 'heads' must sum to 1, not \(printed)", at: reader.location,
                    hint: "a head that is not to vote is left out or has weight 0")
            ])
            return nil
        }
        return HeadWeights(weights)
    }

    private mutating func readParameters(of head: HeadID, _ reader: inout ConfigurationReader) {
        switch head {
        case .technical: technical.read(&reader)
        case .sentiment: sentiment.read(&reader)
        case .volume: volume.read(&reader)
        case .ict: ict.read(&reader)
        case .wyckoff: wyckoff.read(&reader)
        case .harmonic: harmonic.read(&reader)
        case .crypto: crypto.read(&reader)
        case .technicalModel: technicalModel.read(&reader)
        case .priceActionModel: priceActionModel.read(&reader)
        case .regime: regime.read(&reader)
        case .rules, .structure: break
        }
    }

    /// The parameters of one head.
    func describe(_ head: HeadID) -> [SpecificationValue] {
        switch head {
        case .technical: technical.describe()
        case .sentiment: sentiment.describe()
        case .volume: volume.describe()
        case .ict: ict.describe()
        case .wyckoff: wyckoff.describe()
        case .harmonic: harmonic.describe()
        case .crypto: crypto.describe()
        case .technicalModel: technicalModel.describe(head)
        case .priceActionModel: priceActionModel.describe(head)
        case .regime: regime.describe()
        case .rules, .structure: []
        }
    }
}
