import Foundation
import PulseCore

/// The template, style sheet and script that a page is made of.
struct ReportResources: Sendable {
    /// The pages that there are, and the files of each; what they share comes first.
    enum Page {
        case run, study

        var template: String { self == .run ? "report.html" : "study.html" }
        var styles: [String] { self == .run ? ["report.css"] : ["report.css", "study.css"] }
        var scripts: [String] { self == .run ? ["page.js", "charts.js", "report.js"] : ["page.js", "study.js"] }
    }

    var template: String
    var style: String
    var script: String

    /// Reads them from the resources beside the program. Throws `PulseError(.configuration)` where they are not found.
    ///
    /// They are looked for by hand because the accessor that the package manager makes ends the program when they are missing.
    static func load(_ page: Page) throws -> ReportResources {
        for folder in candidates where FileManager.default.fileExists(atPath: folder.appendingPathComponent("report.html").path) {
            return ReportResources(
                template: try read(page.template, in: folder),
                style: try page.styles.map { try read($0, in: folder) }.joined(separator: "\n"),
                script: try page.scripts.map { try read($0, in: folder) }.joined(separator: "\n"))
        }
        throw PulseError(
            .configuration, "the report's template is not beside the program",
            hint: "keep alphapulse_PulseReport.resources next to the alphapulse executable")
    }

    /// Beside the executable (links followed) as SwiftPM lays it out on Linux and on macOS, in `share` of an installation, then in the
    /// sources.
    private static var candidates: [URL] {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let program = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments.first ?? "."))
            .resolvingSymlinksInPath().deletingLastPathComponent()
        let bundles = ["alphapulse_PulseReport.resources", "alphapulse_PulseReport.bundle"].map { program.appendingPathComponent($0) }
        let installed = program.deletingLastPathComponent().appendingPathComponent("share/alphapulse")
        return (bundles + [installed, sources]).map { $0.appendingPathComponent("Resources", isDirectory: true) }
    }

    private static func read(_ name: String, in folder: URL) throws -> String {
        guard let data = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path) else {
            throw PulseError(.configuration, "'\(name)' is missing from the report's resources")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
