import Foundation
import PulseCore
import PulseStore

/// Which store a session is in: the home's, or one of its own.
extension SessionLookup {
    /// A rehearsal's store lies in its session's folder: what its venue told, with all that went wrong, is no history for anybody else.
    private static let rehearsalFile = "rehearsal.sqlite"

    private func rehearsalURL(_ id: String) -> URL { sessions.appendingPathComponent(id).appendingPathComponent(Self.rehearsalFile) }

    /// The rehearsals that there are.
    private var rehearsals: [String] {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: sessions.path)) ?? []
        return folders.filter { FileManager.default.fileExists(atPath: rehearsalURL($0).path) }.sorted()
    }

    /// A new store for a rehearsal.
    func makeRehearsal(_ id: String) throws -> CandleStore {
        _ = try folder(id)
        return try CandleStore(url: rehearsalURL(id))
    }

    /// Takes away the store of a rehearsal that did not begin.
    func removeRehearsal(_ id: String) { try? FileManager.default.removeItem(at: sessions.appendingPathComponent(id)) }

    /// All sessions with their stores, the newest first.
    func all() throws -> [(record: SessionRecord, store: CandleStore, isRehearsal: Bool)] {
        var found: [(record: SessionRecord, store: CandleStore, isRehearsal: Bool)] = []
        if FileManager.default.fileExists(atPath: settings.storeURL.path) {
            let home = try CandleStore(url: settings.storeURL)
            found += try SessionStore(home).list().map { ($0, home, false) }
        }
        for id in rehearsals {
            let store = try CandleStore(url: rehearsalURL(id))
            found += try SessionStore(store).list().map { ($0, store, true) }
        }
        return found.sorted { ($0.record.createdAt, $1.record.id) > ($1.record.createdAt, $0.record.id) }
    }

    /// The session whose id starts with `prefix`, and its store; throws `.missing` where there is none, `.usage` where there are several.
    func open(_ prefix: String) throws -> (record: SessionRecord, store: CandleStore, isRehearsal: Bool) {
        let found = rehearsals.filter { $0.hasPrefix(prefix) }
        if found.contains(prefix) {
            let store = try CandleStore(url: rehearsalURL(prefix))
            return (try SessionStore(store).find(prefix), store, true)
        }
        func several(_ others: [String]) -> PulseError {
            PulseError(
                .usage, "several sessions start with '\(prefix)': \((others + found).sorted().prefix(6).joined(separator: ", "))",
                hint: "give more of it")
        }
        do {
            let home = try CandleStore.existing(at: settings.storeURL)
            let record = try SessionStore(home).find(prefix)
            guard record.id == prefix || found.isEmpty else { throw several([record.id]) }
            return (record, home, false)
        } catch let error as PulseError where error.kind == .missing && !found.isEmpty {
            guard found.count == 1 else { throw several([]) }
            let store = try CandleStore(url: rehearsalURL(found[0]))
            return (try SessionStore(store).find(found[0]), store, true)
        }
    }

    /// The name of a new session, none that there is: the one that is wished for, or one made of the venue's time.
    func newName(_ wished: String?, at time: Timestamp, home: CandleStore) throws -> String {
        let taken = Set(try SessionStore(home).list().map(\.id)).union(rehearsals)
        if let wished {
            try Self.check(wished)
            guard !taken.contains(wished) else {
                throw PulseError(.usage, "there is a session '\(wished)' already", hint: "resume it, or choose another name")
            }
            return wished
        }
        let digits = time.description.filter { $0.isASCII && $0.isNumber }.prefix(14)
        let base = "\(digits.prefix(8))-\(digits.dropFirst(8))"
        return ([base] + (2...10_000).map { "\(base)-\($0)" }).first { !taken.contains($0) } ?? base
    }

    private static func check(_ name: String) throws {
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
        guard isPlain, (1...64).contains(name.utf8.count) else {
            throw PulseError(.usage, "--name must be 1 to 64 letters, digits, hyphens and underscores, not '\(name)'")
        }
    }
}
