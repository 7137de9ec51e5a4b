import Foundation
import PulseReport

/// How runs are shown in the terminal.
enum RunText {
    static func style(_ options: GlobalOptions) -> TextStyle {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        let isUnicode = locale.isEmpty || locale.uppercased().contains("UTF")
        return TextStyle(
            colour: Console.usesColor(options), unicode: isUnicode, width: environment["COLUMNS"].flatMap { Int($0) } ?? 100)
    }

    /// A path below the working folder without that folder in front.
    static func relative(_ url: URL) -> String {
        let here = FileManager.default.currentDirectoryPath + "/"
        return url.path.hasPrefix(here) ? String(url.path.dropFirst(here.count)) : url.path
    }
}
