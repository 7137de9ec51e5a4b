import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseStore

struct RunsShow: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a run with all its figures.")

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("The run's id or its first digits, or a run folder.", valueName: "run"))
    var id: String

    func run() throws {
        let folder = try RunLookup(options: options).folder(id)
        if options.json {
            let bytes = try InputFile.bytes(folder.file("run.json").path)
            return try Console.write(bytes.last == UInt8(ascii: "\n") ? bytes : bytes + [UInt8(ascii: "\n")])
        }
        try Console.print(ResultTable(try folder.document(), detail: .all, style: RunText.style(options)).text())
        try Console.print("\nReport  \(RunText.relative(folder.file("report.html")))")
    }
}
