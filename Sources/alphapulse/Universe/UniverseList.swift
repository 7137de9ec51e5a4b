import ArgumentParser
import Foundation
import PulseCore
import PulseStore

struct UniverseList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the snapshots of universes in the store.")

    @OptionGroup var options: GlobalOptions

    private struct Entry: Encodable {
        var day: String
        var rule: String
        var members: Int
    }

    private struct Document: Encodable {
        var schema = "alphapulse.universes.v1"
        var snapshots: [Entry]
    }

    func run() throws {
        let settings = try Settings(options: options)
        // An empty answer is an answer.
        let exists = FileManager.default.fileExists(atPath: settings.storeURL.path)
        let days = exists ? try UniverseStore(try CandleStore.existing(at: settings.storeURL)).days() : []
        let entries = days.map { Entry(day: $0.day.timestamp.dateDescription, rule: $0.rule, members: $0.members) }
        if options.json { return try JSONOutput.print(Document(snapshots: entries)) }
        guard !entries.isEmpty else {
            return try Console.print("No snapshots yet: see 'alphapulse universe refresh' and 'alphapulse universe import'.")
        }
        var table = TextTable([("day", .left), ("rule", .left), ("instruments", .right)])
        for entry in entries { table.append([entry.day, entry.rule, String(entry.members)]) }
        try Console.print(table.render())
    }
}
