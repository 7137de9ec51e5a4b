import Foundation

/// The dygraphs library as found on this machine; it is put into each report when the report is written, so that the report needs nothing
/// else.
public struct ChartLibrary: Sendable {
    /// The minified script, without the reference to its source map.
    public var script: String
    public var style: String

    public init(script: String, style: String) {
        self.script = Self.withoutSourceMap(script)
        self.style = Self.withoutSourceMap(style)
    }

    /// What to do where it is not found.
    public static let installHint =
        "sudo apt-get install libjs-dygraphs (Debian, Ubuntu), npm install --global dygraphs (macOS), or set ALPHAPULSE_DYGRAPHS "
        + "to a folder that holds dygraph.min.js"

    /// Larger files are not the library.
    private static let largestFile = 4 << 20

    /// Looks into `ALPHAPULSE_DYGRAPHS` (a folder, or the script itself), then where Debian, Homebrew and npm put it. Nil where it is
    /// nowhere.
    public static func find(environment: [String: String] = ProcessInfo.processInfo.environment) -> ChartLibrary? {
        let named = environment["ALPHAPULSE_DYGRAPHS"].map { $0.hasSuffix(".js") ? ($0 as NSString).deletingLastPathComponent : $0 }
        let usual = [
            "/usr/share/javascript/dygraphs", "/usr/share/nodejs/dygraphs/dist", "/opt/homebrew/share/javascript/dygraphs",
            "/opt/homebrew/lib/node_modules/dygraphs/dist", "/usr/local/share/javascript/dygraphs",
            "/usr/local/lib/node_modules/dygraphs/dist",
            "/usr/lib/node_modules/dygraphs/dist",
        ]
        for folder in [named].compactMap({ $0 }) + usual {
            for suffix in [".min", ""] {
                let base = folder + "/dygraph" + suffix
                guard let script = read(base + ".js"), script.contains("Dygraph") else { continue }
                return ChartLibrary(script: script, style: read(base + ".css") ?? "")
            }
        }
        return nil
    }

    private static func read(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path), data.count <= largestFile else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// A report must not make a browser look for a file that is not there.
    private static func withoutSourceMap(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("sourceMappingURL=") || $0.utf8.count > 400 }
            .joined(separator: "\n").replacingOccurrences(of: "/*# sourceMappingURL=dygraph.min.css.map */", with: "")
    }
}
