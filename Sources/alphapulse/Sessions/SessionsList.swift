import ArgumentParser
import PulseCore
import PulseStore

struct SessionsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Paper sessions, the newest first.")

    @OptionGroup var options: GlobalOptions

    /// `alphapulse.sessions.v1`.
    private struct Document: Encodable {
        struct Session: Encodable {
            var session: String
            var state: String
            var strategy: String
            var timeframe: String
            var base: String
            var from: String
            var events: Int
            var isRehearsal: Bool
        }

        var schema = "alphapulse.sessions.v1"
        var sessions: [Session]
    }

    func run() throws {
        let settings = try Settings(options: options)
        _ = try CandleStore.existing(at: settings.storeURL)
        let sessions = try SessionLookup(settings).all().map { record, store, isRehearsal in
            Document.Session(
                session: record.id, state: record.state.rawValue, strategy: record.strategy, timeframe: record.timeframe.description,
                base: record.base.description, from: record.from.description, events: try SessionStore(store).eventCount(of: record.id),
                isRehearsal: isRehearsal)
        }
        if options.json { return try JSONOutput.print(Document(sessions: sessions)) }
        guard !sessions.isEmpty else {
            return Console.note("there is no session yet: 'alphapulse paper --help'")
        }
        var table = TextTable([
            ("session", .left), ("state", .left), ("strategy", .left), ("timeframe", .left), ("from", .left), ("events", .right),
            ("", .left),
        ])
        for one in sessions {
            table.append([
                one.session, one.state, one.strategy, one.timeframe, one.from, String(one.events), one.isRehearsal ? "rehearsal" : "",
            ])
        }
        try Console.print(table.render())
    }
}
