import PulseCore

/// What a user says about the columns of a file: `time=Date,open=Open,...`, and how its times are written.
public struct ColumnMapping: Hashable, Sendable {
    /// For each role the header's name of its column, or its number from 1.
    public var columns: [CandleLayout.Role: String]
    public var timeFormat: CandleLayout.TimeFormat

    /// A mapping that leaves everything to the header's names.
    public static let byName = ColumnMapping(columns: [:])

    public init(columns: [CandleLayout.Role: String], timeFormat: CandleLayout.TimeFormat = .automatic) {
        self.columns = columns
        self.timeFormat = timeFormat
    }

    /// Reads `time=Date,open=Open,high=High,...`.
    ///
    /// Throws `PulseError(.usage)`.
    public init(_ text: String, timeFormat: CandleLayout.TimeFormat = .automatic) throws {
        var columns: [CandleLayout.Role: String] = [:]
        let names = CandleLayout.Role.allCases.filter { $0 != .ignored }.map(\.rawValue)
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, let role = CandleLayout.Role(rawValue: sides[0]), role != .ignored else {
                let nearest = sides.first.flatMap { NearestName.of($0, among: names) }.map { "did you mean '\($0)'?" }
                throw PulseError(
                    .usage, "'\(part)' is no part of a column mapping",
                    hint: nearest ?? "write time=Date,open=Open,...; known: \(names.joined(separator: ", "))")
            }
            guard columns.updateValue(sides[1], forKey: role) == nil else {
                throw PulseError(.usage, "the column mapping names '\(role.rawValue)' twice")
            }
        }
        self.init(columns: columns, timeFormat: timeFormat)
    }

    /// The layout of a file whose first line this is.
    ///
    /// Columns that the mapping does not name are found by the names that are usual for them.
    /// Throws `PulseError(.badData)` where a column is missing.
    public func layout(firstLine: String, file: String) throws -> CandleLayout {
        let separator = CandleLayout.separator(of: firstLine)
        let cells = CandleLayout.cells(of: firstLine, separator: separator)
        let hasHeader = !cells.contains { Double($0) != nil }
        var roles = [CandleLayout.Role](repeating: .ignored, count: cells.count)
        for role in CandleLayout.Role.allCases where role != .ignored {
            guard let column = try column(of: role, cells: cells, hasHeader: hasHeader, file: file) else {
                guard CandleLayout.Role.required.contains(role) else { continue }
                throw PulseError(
                    .badData, "no column for '\(role.rawValue)' among: \(cells.joined(separator: ", "))",
                    at: SourceLocation(file: file, line: 1), hint: "say which with --columns \(role.rawValue)=NAME")
            }
            guard roles[column] == .ignored else {
                throw PulseError(
                    .badData, "column '\(cells[column])' would be both '\(roles[column].rawValue)' and '\(role.rawValue)'",
                    at: SourceLocation(file: file, line: 1))
            }
            roles[column] = role
        }
        return CandleLayout(roles: roles, separator: separator, hasHeader: hasHeader, timeFormat: timeFormat)
    }

    private func column(of role: CandleLayout.Role, cells: [String], hasHeader: Bool, file: String) throws -> Int? {
        if let named = columns[role] {
            if hasHeader, let column = cells.firstIndex(of: named) { return column }
            if hasHeader, let column = cells.firstIndex(where: { $0.lowercased() == named.lowercased() }) { return column }
            if let number = Int(named), (1...cells.count).contains(number) { return number - 1 }
            throw PulseError(
                .badData, "there is no column '\(named)' among: \(cells.joined(separator: ", "))", at: SourceLocation(file: file, line: 1))
        }
        guard hasHeader else { return nil }
        let keys = cells.map { String($0.lowercased().filter { $0.isLetter || $0.isNumber }) }
        for name in Self.usualNames[role] ?? [] {
            if let column = keys.firstIndex(of: name) { return column }
        }
        return nil
    }

    /// Names of columns in other programs' files, in lower case without punctuation; the first that is there is taken.
    private static let usualNames: [CandleLayout.Role: [String]] = [
        .time: ["opentime", "time", "timestamp", "datetime", "date", "unix"],
        .open: ["open", "o"],
        .high: ["high", "h"],
        .low: ["low", "l"],
        .close: ["close", "c"],
        .volume: ["volume", "vol", "v", "basevolume"],
        .quoteVolume: ["quotevolume", "quoteassetvolume", "quotevol"],
        .tradeCount: ["count", "trades", "numberoftrades", "tradecount", "numtrades"],
        .takerBuyVolume: ["takerbuyvolume", "takerbuybaseassetvolume", "takerbuybase", "takerbuybasevolume"],
        .takerBuyQuoteVolume: ["takerbuyquotevolume", "takerbuyquoteassetvolume", "takerbuyquote"],
    ]
}
