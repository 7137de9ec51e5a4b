import PulseCore

/// What can be set of a trained model's head.
public struct ModelParameters: Hashable, Sendable {
    /// The name of the model, as `alphapulse train --name` gave it.
    public var name: String?
    /// It votes long from this probability of a rise on, and short from 1 minus this down.
    public var threshold = 0.52
    /// The model itself, once whoever can read files has found it.
    public var model: TrainedModel?

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        if let text = reader.string("model") { name = text }
        threshold = reader.number("threshold", in: 0.5...1) ?? threshold
        if name == nil, !reader.keys.contains(where: { $0.key == "model" }) {
            reader.fault("model", "is missing", hint: "name a model that 'alphapulse train' has made: 'model: technical-1h'")
        }
    }

    func describe(_ head: HeadID) -> [SpecificationValue] {
        guard let name else { return [] }
        var values = [
            SpecificationValue("heads.\(head.name).model", name), SpecificationValue("heads.\(head.name).threshold", threshold),
        ]
        if let model { values.append(SpecificationValue("heads.\(head.name).digest", model.digest)) }
        return values
    }
}
