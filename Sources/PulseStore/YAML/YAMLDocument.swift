import PulseCore
import Yams

/// Reads YAML text into a configuration tree whose every node knows its line and column.
///
/// Configuration needs a small part of YAML: mappings with text keys, lists and scalars. Whatever else a text holds, and whatever is made
/// to exhaust memory (huge texts, deep nesting, aliases of aliases), is an error with its place, never a surprise.
public enum YAMLDocument {
    /// Bounds of a document (P9).
    public enum Limit {
        /// Bytes of text.
        public static let bytes = 1 << 20
        /// Nodes after aliases were followed.
        public static let nodes = 100_000
        /// Mappings and lists inside one another.
        public static let depth = 64
        /// Uses of anchors. So few cannot multiply into more than a few hundred thousand nodes, however they are nested.
        public static let aliases = 24
    }

    /// The tree of one document; an empty text is a null node.
    ///
    /// Throws `PulseError(.configuration)` with the line and column of the first fault.
    /// - Parameter file: the name that messages shall show.
    public static func parse(text: String, file: String) throws -> ConfigurationNode {
        guard text.utf8.count <= Limit.bytes else {
            throw PulseError(
                .configuration, "the text has \(text.utf8.count) bytes; \(Limit.bytes) are allowed", at: SourceLocation(file: file))
        }
        try checkAliases(text, file: file)
        let root: Node?
        do {
            root = try compose(yaml: text)
        } catch let error as YamlError {
            throw translated(error, file: file)
        }
        guard let root else { return ConfigurationNode(.null, at: SourceLocation(file: file, line: 1, column: 1)) }
        var remaining = Limit.nodes
        return try convert(root, file: file, depth: 0, remaining: &remaining)
    }

    private static func convert(_ node: Node, file: String, depth: Int, remaining: inout Int) throws -> ConfigurationNode {
        let location = location(of: node, file: file)
        remaining -= 1
        guard remaining >= 0 else {
            throw PulseError(.configuration, "the document has more than \(Limit.nodes) values", at: location)
        }
        guard depth <= Limit.depth else {
            throw PulseError(.configuration, "nested deeper than \(Limit.depth) levels", at: location)
        }
        switch node {
        case .scalar(let scalar):
            let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            return ConfigurationNode(isNull ? .null : .scalar(scalar.string), at: location)
        case .sequence(let sequence):
            var items: [ConfigurationNode] = []
            for item in sequence {
                items.append(try convert(item, file: file, depth: depth + 1, remaining: &remaining))
            }
            return ConfigurationNode(.list(items), at: location)
        case .mapping(let mapping):
            return ConfigurationNode(
                .mapping(try entries(of: mapping, file: file, depth: depth, remaining: &remaining)), at: location)
        case .alias:
            throw PulseError(.configuration, "an alias without its anchor", at: location)
        }
    }

    private static func entries(
        of mapping: Node.Mapping, file: String, depth: Int, remaining: inout Int
    ) throws -> [ConfigurationNode.Entry] {
        var entries: [ConfigurationNode.Entry] = []
        var seen: Set<String> = []
        for (key, value) in mapping {
            let location = location(of: key, file: file)
            guard case .scalar(let scalar) = key else {
                throw PulseError(.configuration, "a key must be a plain text", at: location)
            }
            guard seen.insert(scalar.string).inserted else {
                throw PulseError(.configuration, "duplicate key '\(scalar.string)'", at: location)
            }
            entries.append(
                ConfigurationNode.Entry(
                    key: scalar.string, location: location,
                    value: try convert(value, file: file, depth: depth + 1, remaining: &remaining)))
        }
        return entries
    }

    private static func location(of node: Node, file: String) -> SourceLocation {
        SourceLocation(file: file, line: node.mark?.line, column: node.mark?.column)
    }

    /// Counts what looks like a use of an anchor before the parser follows any: comparing keys made of nested aliases could take forever.
    private static func checkAliases(_ text: String, file: String) throws {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return }
        var count = 0
        var line = 1
        var column = 0
        var previous = UInt8(ascii: "\n")
        var isAfterStar = false
        for byte in text.utf8 {
            column += 1
            if isAfterStar, isNameByte(byte) {
                count += 1
                guard count <= Limit.aliases else {
                    throw PulseError(
                        .configuration, "more than \(Limit.aliases) aliases", at: SourceLocation(file: file, line: line, column: column - 1)
                    )
                }
            }
            isAfterStar = byte == UInt8(ascii: "*") && !isNameByte(previous)
            previous = byte
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 0
            }
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"), 128...:
            true
        default: false
        }
    }

    private static func translated(_ error: YamlError, file: String) -> PulseError {
        func fault(_ message: String, _ mark: Mark?) -> PulseError {
            PulseError(.configuration, message, at: SourceLocation(file: file, line: mark?.line, column: mark?.column))
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            return fault("not valid YAML: \(problem)", mark)
        case .reader(let problem, _, _, _):
            return fault("not valid YAML: \(problem)", nil)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return fault("duplicate key '\(duplicates.first ?? "")'", context.mark)
        default:
            return fault("not valid YAML", nil)
        }
    }
}
