import ArgumentParser
import PulseBinance
import PulseCore
import PulseLive
import PulseStore

struct UniverseRefreshCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh", abstract: "Ask the venue for its most traded instruments and keep them as today's universe.",
        discussion: "Example: alphapulse universe refresh --rule top50-futures")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var universe: UniverseOptions

    @Option(
        help: ArgumentHelp(
            "Address of the REST interface for both markets, such as a replay venue's; Binance's own by default.", valueName: "url"))
    var rest: String?

    @Option(
        help: ArgumentHelp("PEM file of certificates to trust for an https address, in place of the system's.", valueName: "file"))
    var trust: String?

    @Option(help: "Instruments that were listed fewer days ago are left out, where that is known.")
    var minimumDays = 30

    @Option(help: "So is what has less quote volume in 24 hours.")
    var minimumVolume = 0.0

    func run() throws {
        let settings = try Settings(options: options)
        var rule = try universe.universeRule()
        guard minimumVolume.isFinite, minimumVolume >= 0 else { throw PulseError(.usage, "--minimum-volume must not be negative") }
        rule.minimumDays = try UniverseOptions.age(minimumDays)
        rule.minimumVolume = minimumVolume
        let store = UniverseStore(try CandleStore(url: settings.storeURL))
        let refresh = try UniverseRefresher(store: store, clients: BinanceClient.all(rest: rest, trust: trust)).refresh(rule)
        try show(refresh.snapshot, before: refresh.before, isNew: refresh.isNew)
    }

    private func show(_ snapshot: UniverseSnapshot, before: [InstrumentID], isNew: Bool) throws {
        let change = UniverseChange(from: before, to: snapshot.instruments)
        var document = UniverseDocument(StoredUniverse(snapshot))
        if isNew { document.excluded = snapshot.excluded.map { .init(instrument: $0.id.description, reason: $0.reason.rawValue) } }
        document.joined = change.joined.map(\.description)
        document.left = change.left.map(\.description)
        document.isNew = isNew
        if options.json { return try JSONOutput.print(document) }
        let reasons = UniverseExclusion.Reason.allCases.compactMap { reason -> String? in
            let count = snapshot.excluded.count { $0.reason == reason }
            return count > 0 ? "\(reason.rawValue) \(count)" : nil
        }
        let counts = "\(document.members.count) instruments, \(change.joined.count) joined, \(change.left.count) left"
        try Console.print("\(document.table)\n\n\(document.rule) of \(document.day), \(counts)")
        guard isNew else { return Console.note("note: \(document.day) had a snapshot already, which stands") }
        try Console.print("excluded: \(reasons.isEmpty ? "none" : reasons.joined(separator: ", "))")
    }
}
