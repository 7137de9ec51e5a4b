import Foundation
import Testing

/// House rules as ordinary tests: what a reviewer should not have to look for.
@Suite struct TidyTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let deterministic = ["PulseCore", "PulseAnalytics", "PulseStrategy", "PulseEngine"]

    struct Source {
        var path: String
        var lines: [String]
    }

    /// All Swift files below a folder of the repository, in a fixed order.
    static func sources(_ folder: String) -> [Source] {
        let base = root.appendingPathComponent(folder)
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
        return paths.sorted().compactMap { path in
            guard let text = try? String(contentsOf: base.appendingPathComponent(path), encoding: .utf8) else { return nil }
            return Source(path: folder + "/" + path, lines: text.components(separatedBy: "\n"))
        }
    }

    /// The lines of code (not comments) that match a pattern, as `file:line`, unless they carry `tidy-ok: reason`.
    static func findings(_ pattern: String, in sources: [Source]) -> [String] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return ["bad pattern \(pattern)"] }
        var found: [String] = []
        for source in sources {
            for (index, line) in source.lines.enumerated() {
                let code = line.components(separatedBy: "//")[0]
                guard !line.contains("tidy-ok:") else { continue }
                let range = NSRange(code.startIndex..., in: code)
                if expression.firstMatch(in: code, range: range) != nil { found.append("\(source.path):\(index + 1)") }
            }
        }
        return found
    }

    /// P3: nothing in the deterministic zone can read a clock, a file or chance, because nothing there imports what could.
    @Test(arguments: deterministic)
    func p3DeterministicZoneImportsNothingThatKnowsTheWorld(target: String) {
        let sources = Self.sources("Sources/\(target)")
        #expect(!sources.isEmpty)
        // Linear algebra is for training, which no decision calls.
        let others = sources.filter { !$0.path.hasPrefix("Sources/PulseAnalytics/LinearAlgebra/") }
        #expect(
            Self.findings(#"^\s*(public |internal |package )?(@\w+ )?import (?!PulseCore|PulseAnalytics)"#, in: others) == [],
            "the deterministic zone imports PulseCore and PulseAnalytics alone")
        #expect(
            Self.findings(#"ContinuousClock|SuspendingClock|SystemRandomNumberGenerator|\.random\(|Task\b|async\b|await\b"#, in: sources)
                == [])
    }

    @Test func p3TheCheckCatchesAPlantedClock() {
        let planted = [Source(path: "Mutant.swift", lines: ["import Foundation", "let now = ContinuousClock().now"])]
        #expect(Self.findings(#"^\s*import (?!PulseCore|PulseAnalytics)"#, in: planted).count == 1)
        #expect(Self.findings("ContinuousClock", in: planted).count == 1)
    }

    /// The module graph of the design: who may import whom.
    @Test func importsFollowTheDesign() {
        let allowed: [String: Set<String>] = [
            "PulseCore": [], "PulseAnalytics": ["PulseCore"], "PulseStrategy": ["PulseCore", "PulseAnalytics"],
            "PulseEngine": ["PulseCore"],
            "PulseStore": ["PulseCore"], "PulseBinance": ["PulseCore", "PulseStore"],
            "PulseResearch": ["PulseCore", "PulseAnalytics", "PulseStrategy", "PulseEngine", "PulseStore"],
            "PulseReport": ["PulseCore"], "PulseTesting": ["PulseCore"],
            "PulseLive": ["PulseCore", "PulseAnalytics", "PulseStrategy", "PulseEngine", "PulseStore", "PulseResearch"],
        ]
        for (target, friends) in allowed.sorted(by: { $0.key < $1.key }) {
            for source in Self.sources("Sources/\(target)") {
                for (index, line) in source.lines.enumerated() where line.hasPrefix("import Pulse") || line.hasPrefix("public import Pulse")
                {
                    let name = line.split(separator: " ").last.map(String.init) ?? ""
                    #expect(friends.contains(name), "\(source.path):\(index + 1): \(target) may not import \(name)")
                }
            }
        }
    }

    @Test func nothingTrapsOnInput() {
        #expect(Self.findings(#"\btry!|\bas! "#, in: Self.sources("Sources")) == [])
    }

    @Test func filesAndLinesStayReadable() {
        for source in Self.sources("Sources") + Self.sources("Tests") {
            #expect(source.lines.count <= 420, "\(source.path) has \(source.lines.count) lines: is it one type, one room?")
            for (index, line) in source.lines.enumerated() where line.count > 160 {
                Issue.record("\(source.path):\(index + 1) has \(line.count) columns")
            }
        }
    }

    @Test func nothingIsLeftOpen() {
        let pattern = "TO" + "DO|FIX" + "ME|XX" + "X"
        for source in Self.sources("Sources") + Self.sources("Tests") {
            for (index, line) in source.lines.enumerated() where line.range(of: pattern, options: .regularExpression) != nil {
                Issue.record("\(source.path):\(index + 1) leaves something open")
            }
        }
    }
}
