import PulseCore

extension ConfigurationNode {
    /// The tree with one value written at a dotted path, `risk.stop.multiple`; what lies on the way is made where it is missing. A step into a list is
    /// the position of an item there is, `risk.targets.0.share`. Nil where the path leads through something that is neither.
    func setting(_ path: some Collection<String>, to value: ConfigurationNode) -> ConfigurationNode? {
        guard let key = path.first else { return value }
        let rest = path.dropFirst()
        switch content {
        case .mapping(var entries):
            if let index = entries.firstIndex(where: { $0.key == key }) {
                guard let inner = entries[index].value.setting(rest, to: value) else { return nil }
                entries[index].value = inner
            } else {
                guard let inner = ConfigurationNode(.null, at: value.location).setting(rest, to: value) else { return nil }
                entries.append(Entry(key: key, location: value.location, value: inner))
            }
            return ConfigurationNode(.mapping(entries), at: location)
        case .null:
            return ConfigurationNode(.mapping([]), at: location).setting(path, to: value)
        case .list(var items):
            guard let index = Int(key), items.indices.contains(index), let inner = items[index].setting(rest, to: value) else { return nil }
            items[index] = inner
            return ConfigurationNode(.list(items), at: location)
        case .scalar:
            return nil
        }
    }

    /// What stands at a dotted path; nil where nothing does.
    func value(at path: some Collection<String>) -> ConfigurationNode? {
        guard let key = path.first else { return self }
        switch content {
        case .mapping(let entries): return entries.first { $0.key == key }?.value.value(at: path.dropFirst())
        case .list(let items):
            guard let index = Int(key), items.indices.contains(index) else { return nil }
            return items[index].value(at: path.dropFirst())
        case .scalar, .null: return nil
        }
    }

    /// The tree as YAML, two spaces a level: what a person would write, in the order of the tree.
    func yaml(indentation: Int = 0) -> String {
        let margin = String(repeating: " ", count: indentation)
        switch content {
        case .scalar(let text): return Self.quoted(text)
        case .null: return "null"
        case .list(let items):
            return items.map { item in
                switch item.content {
                case .scalar, .null: "\(margin)- \(item.yaml())\n"
                default: "\(margin)-\n\(item.yaml(indentation: indentation + 2))"
                }
            }.joined()
        case .mapping(let entries):
            return entries.map { entry in
                switch entry.value.content {
                case .scalar, .null: "\(margin)\(Self.quoted(entry.key)): \(entry.value.yaml())\n"
                case .mapping(let inner) where inner.isEmpty: "\(margin)\(Self.quoted(entry.key)): {}\n"
                case .list(let inner) where inner.isEmpty: "\(margin)\(Self.quoted(entry.key)): []\n"
                default: "\(margin)\(Self.quoted(entry.key)):\n\(entry.value.yaml(indentation: indentation + 2))"
                }
            }.joined()
        }
    }

    /// As it is where it can be misread in no way, otherwise between double quotes.
    private static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "+"):
                    true
                default: false
                }
            }
        let isWord = !["null", "Null", "NULL", "~", "-", "---"].contains(text)
        guard !isPlain || !isWord else { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
