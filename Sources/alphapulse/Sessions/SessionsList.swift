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
        }

        var schema = "alphapulse.sessions.v1"
        var sessions: [Session]
    }

    func run() throws {
        let store = SessionStore(try CandleStore.existing(at: try Settings(options: options).storeURL))
        let sessions = try store.list().map { record in
            Document.Session(
                session: record.id, state: record.state.rawValue, strategy: record.strategy, timeframe: record.timeframe.description,
                base: record.base.description, from: record.from.description, events: try store.eventCount(of: record.id))
        }
        if options.json { return try JSONOutput.print(Document(sessions: sessions)) }
        guard !sessions.isEmpty else {
            return Console.note("there is no session yet: 'alphapulse paper --help'")
        }
        var table = TextTable([
            ("session", .left), ("state", .left), ("strategy", .left), ("timeframe", .left), ("from", .left), ("events", .right),
        ])
        for one in sessions { table.append([one.session, one.state, one.strategy, one.timeframe, one.from, String(one.events)]) }
        try Console.print(table.render())
    }
}
