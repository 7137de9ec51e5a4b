import PulseCore

/// The text of an option as one of its values.
enum OptionValue {
    /// The value of that name; `usage` with all names, and the nearest one, where there is none.
    static func choice<Value: RawRepresentable<String> & CaseIterable>(_ text: String, _ option: String) throws -> Value {
        guard let value = Value(rawValue: text) else { throw unknown(text, option, among: Value.allCases.map(\.rawValue)) }
        return value
    }

    /// What is said of a text that is none of some names.
    static func unknown(_ text: String, _ option: String, among names: [String]) -> PulseError {
        PulseError(
            .usage, "\(option) must be one of \(names.joined(separator: ", ")), not '\(text)'",
            hint: NearestName.of(text, among: names).map { "did you mean '\($0)'?" })
    }
}
