import PulseCore

/// What a user asks for where instruments are to be chosen: a rule, or instruments by name.
public enum UniverseSelection: Hashable, Sendable {
    case rule(UniverseRule)
    /// Each once, in the order given.
    case instruments([InstrumentID])

    /// The most instruments that a list may name (P9).
    public static let maximumInstruments = 2_000

    /// Reads `top100` (half futures, half spot; of an odd number futures get one more), `top50-futures`, `top30-spot`, both with a comma
    /// between, a comma list of instruments, or `@list.txt`: a file with instruments separated by commas or line ends; `#` begins a
    /// comment.
    ///
    /// Throws `PulseError(.usage)` for what is none of these, and `.badData` with file and line for what is wrong in a file.
    /// - Parameter readFile: gives the text of a file, or throws.
    public init(_ text: String, readFile: (String) throws -> String) throws {
        if text.hasPrefix("@") {
            let path = String(text.dropFirst())
            self = .instruments(try Self.list(try readFile(path), file: path))
            return
        }
        let parts = text.split(separator: ",").map { Self.trimmed($0) }.filter { !$0.isEmpty }
        guard !parts.isEmpty else { throw PulseError(.usage, "no universe is given", hint: Self.hint) }
        let tops = try parts.map(Self.top)
        if tops.allSatisfy({ $0 == nil }) {
            self = .instruments(try Self.unique(parts.map(Self.instrument)))
        } else if tops.contains(where: { $0 == nil }) {
            throw PulseError(.usage, "'\(text)' mixes a rule and instruments", hint: Self.hint)
        } else {
            self = .rule(try Self.sum(tops.compactMap { $0 }, text))
        }
    }

    static let hint = "write top100, top50-futures, top50-spot, a comma list such as binance:BTCUSDT,binance:ETHUSDT, or @list.txt"

    /// The counts of `top100` and its like; nil for what does not begin so. A symbol such as `TOPUSDT` is none.
    private static func top(_ text: String) throws -> (futures: Int, spot: Int)? {
        let lower = text.lowercased()
        guard lower.hasPrefix("top"), let first = lower.dropFirst(3).first, first.isASCII, first.isNumber else { return nil }
        let parts = lower.dropFirst(3).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let count = Int(parts[0]), count > 0 else { throw fault(text) }
        let limit = UniverseRule.maximumCount
        let counts: (futures: Int, spot: Int)
        switch parts.count == 1 ? "" : parts[1] {
        case "": counts = (count - count / 2, count / 2)
        case "futures": counts = (count, 0)
        case "spot": counts = (0, count)
        default: throw fault(text)
        }
        guard counts.futures <= limit, counts.spot <= limit else {
            throw PulseError(.usage, "'\(text)' asks for more than \(limit) instruments of a market")
        }
        return counts
    }

    private static func sum(_ tops: [(futures: Int, spot: Int)], _ text: String) throws -> UniverseRule {
        let futures = tops.map(\.futures).filter { $0 > 0 }
        let spot = tops.map(\.spot).filter { $0 > 0 }
        guard futures.count <= 1, spot.count <= 1 else {
            throw PulseError(.usage, "'\(text)' counts a market twice", hint: "write top50-futures,top30-spot")
        }
        return UniverseRule(futures: futures.first ?? 0, spot: spot.first ?? 0)
    }

    private static func instrument(_ text: String) throws -> InstrumentID {
        // Venues write symbols in capitals: this is a rule that went wrong.
        guard !text.hasPrefix("top") || text.contains(":"), let id = InstrumentID(text) else { throw fault(text) }
        return id
    }

    private static func fault(_ text: String) -> PulseError {
        PulseError(.usage, "'\(text)' is no universe and no instrument", hint: hint)
    }

    private static func list(_ text: String, file: String) throws -> [InstrumentID] {
        var faults: [Diagnostic] = []
        var found: [InstrumentID] = []
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let content = line.prefix { $0 != "#" }
            for part in content.split(separator: ",").map(Self.trimmed) where !part.isEmpty {
                if let id = InstrumentID(part) {
                    found.append(id)
                } else if faults.count < 20 {
                    let place = SourceLocation(file: file, line: number + 1)
                    faults.append(Diagnostic("'\(part)' is not an instrument", at: place, hint: "write venue:SYMBOL"))
                }
            }
        }
        guard faults.isEmpty else { throw PulseError(.badData, faults) }
        guard !found.isEmpty else { throw PulseError(.badData, "names no instrument", at: SourceLocation(file: file)) }
        return try unique(found)
    }

    private static func unique(_ ids: [InstrumentID]) throws -> [InstrumentID] {
        var seen = Set<InstrumentID>()
        let found = ids.filter { seen.insert($0).inserted }
        guard found.count <= maximumInstruments else {
            throw PulseError(.usage, "more than \(maximumInstruments) instruments are named")
        }
        return found
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
