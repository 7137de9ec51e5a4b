import ArgumentParser
import Foundation
import PulseCore
import PulseLive
import PulseStore

struct UniverseImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Choose universes of past days from their volumes.",
        discussion: """
            The file is CSV with the header day,instrument,quote_volume: the volumes of the 24 hours before 00:00 UTC of the day.
            Stables and leveraged tokens are excluded by their names; when instruments were listed is not known.
            Example: alphapulse universe import volumes.csv --rule top50-futures
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var universe: UniverseOptions

    @Argument(help: "The file; - reads standard input.")
    var file: String

    private struct Document: Encodable {
        var schema = "alphapulse.universe-import.v1"
        var rule: String
        var rows: Int
        var days: Int
        /// Days that had a snapshot already, which stands.
        var known: Int
    }

    func run() throws {
        let settings = try Settings(options: options)
        var rule = try universe.universeRule()
        rule.minimumDays = 0
        let days = try UniverseFile.parse(String(decoding: try InputFile.bytes(file), as: UTF8.self), file: file)
        let store = UniverseStore(try CandleStore(url: settings.storeURL))
        var known = 0
        var previous: [InstrumentID] = []
        for (day, rows) in days {
            let listings = rows.compactMap { UniverseListing($0.id, quoteVolume: $0.quoteVolume, quoteAssets: rule.quoteAssets) }
            let before = CivilDate(daysSinceEpoch: day.daysSinceEpoch - 1)
            if previous.isEmpty { previous = try store.snapshot(on: before, rule: rule.name)?.members.map(\.id) ?? [] }
            let snapshot = rule.snapshot(of: listings, on: day, previous: previous)
            guard !snapshot.members.isEmpty else {
                throw PulseError(
                    .badData, "no instrument of \(day.timestamp.dateDescription) is fit for the universe", at: SourceLocation(file: file),
                    hint: "are they quoted in \(rule.quoteAssets.joined(separator: ", "))?")
            }
            if try !store.append(StoredUniverse(snapshot)) { known += 1 }
            previous = snapshot.instruments
        }
        let rows = days.reduce(0) { $0 + $1.rows.count }
        if options.json { return try JSONOutput.print(Document(rule: rule.name, rows: rows, days: days.count, known: known)) }
        try Console.print("\(rule.name): \(days.count - known) days stored, \(known) known, from \(rows) rows")
    }
}
