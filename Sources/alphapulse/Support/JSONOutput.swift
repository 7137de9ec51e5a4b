import Foundation

/// `--json`: one object with sorted keys on one line, so that two outputs can be compared and a stream of them read line by line.
enum JSONOutput {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try Console.print(String(decoding: encoder.encode(value), as: UTF8.self))
    }
}
