import Foundation
import PulseCore
import PulseTesting

/// The recorded text frames, where they are there.
enum RecordedFrames {
    static let folder = "data/binance-messages"
    static var isPresent: Bool { SharedData.has(folder) }

    /// The names of the files of frames: `spot/kline`, ...
    static let names: [String] = {
        guard let root = SharedData.url(folder) else { return [] }
        return ["spot", "um"].flatMap { market in
            let files = (try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(market).path)) ?? []
            return files.filter { $0.hasSuffix(".jsonl") && !$0.hasPrefix("rest_") && !$0.hasSuffix(".meta.jsonl") }
                .map { "\(market)/\($0.dropLast(6))" }.sorted()
        }
    }()

    static func lines(_ name: String) throws -> [[UInt8]] {
        try SharedData.text("\(folder)/\(name).jsonl").utf8.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }

    /// All frames of all files.
    static let all: [[UInt8]] = names.flatMap { (try? lines($0)) ?? [] }
}
