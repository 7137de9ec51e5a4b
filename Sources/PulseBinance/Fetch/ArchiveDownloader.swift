import Foundation
import PulseCore
import PulseStore

/// Brings files of the archive into a folder that is laid out like it, each verified against the archive's checksum.
///
/// A file stands under its own name only when it was verified; until then it is a `.part`, with which an interrupted download goes on.
public struct ArchiveDownloader: Sendable {
    public enum Outcome: Hashable, Sendable {
        case fetched(URL)
        /// It was there and verified before.
        case cached(URL)
        /// The archive does not have it.
        case missing

        public var url: URL? {
            switch self {
            case .fetched(let url), .cached(let url): url
            case .missing: nil
            }
        }
    }

    public static let host = "https://data.binance.vision"
    /// How often a file is tried.
    private static let attempts = 5

    private let base: String
    private let folder: URL
    private let transfer: FileTransfer
    private let clock: RESTClock

    /// - Parameter base: the archive's address.
    /// - Parameter folder: the cache.
    public init(base: String = ArchiveDownloader.host, folder: URL, transfer: FileTransfer, clock: RESTClock = .system) {
        // Some name the folder of the data as the address.
        let trimmed = base.hasSuffix("/") ? base.dropLast() : base[...]
        self.base = String(trimmed.hasSuffix("/data") ? trimmed.dropLast(5) : trimmed)
        self.folder = folder
        self.transfer = transfer
        self.clock = clock
    }

    /// Makes sure that a file is there.
    ///
    /// Throws `PulseError`: `.unavailable` where the archive cannot be reached, `.badData` where what it gives does not fit its own checksum.
    /// - Parameter isRefreshing: asks for the checksum of a file that is there too: the archive revises files now and then.
    public func fetch(
        _ item: ArchiveItem, isRefreshing: Bool = false, received: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> Outcome {
        let target = folder.appendingPathComponent(item.path)
        let checksum = target.appendingPathExtension("CHECKSUM")
        if !isRefreshing, (try? ChecksumFile.verify(target)) == .verified { return .cached(target) }
        try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        guard try await get(item.path + ".CHECKSUM", to: checksum.appendingPathExtension("part"), { _ in }) else { return .missing }
        try replace(checksum, with: checksum.appendingPathExtension("part"))
        if (try? ChecksumFile.verify(target)) == .verified { return .cached(target) }
        try? FileManager.default.removeItem(at: target)
        let part = target.appendingPathExtension("part")
        for attempt in 1...Self.attempts {
            guard try await get(item.path, to: part, received) else { return .missing }
            if try fits(part, checksum) {
                try replace(target, with: part)
                return .fetched(target)
            }
            // Damaged on the way, or the part of an older edition.
            try? FileManager.default.removeItem(at: part)
            if attempt < Self.attempts { try await clock.sleep(Int64(attempt) * 500) }
        }
        throw PulseError(
            .badData, "\(base)/\(item.path) does not fit its own checksum, \(Self.attempts) times",
            hint: "try again later; without this file use --to or --rest-only")
    }

    private func fits(_ part: URL, _ checksum: URL) throws -> Bool {
        let words = String(decoding: try Data(contentsOf: checksum).prefix(4_096), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard let expected = words.first?.lowercased(), expected.count == 64 else {
            throw PulseError(.badData, "is no SHA-256 checksum", at: SourceLocation(file: checksum.path))
        }
        return try ChecksumFile.sha256(of: part) == expected
    }

    /// Fetches an address into a file, which is begun anew for checksums; false where the archive does not have it.
    private func get(_ path: String, to file: URL, _ received: @escaping @Sendable (Int) -> Void) async throws -> Bool {
        let address = base + "/" + path.split(separator: "/").map { BinanceClient.percentEncoded(String($0)) }.joined(separator: "/")
        guard let url = URL(string: address) else { throw PulseError(.usage, "'\(address)' is no address") }
        var failure = PulseError(.unavailable, "\(address) was not asked")
        for attempt in 0..<Self.attempts {
            if attempt > 0 { try await clock.sleep(500 << Int64(attempt)) }
            if path.hasSuffix(".CHECKSUM") { try? FileManager.default.removeItem(at: file) }
            do {
                switch try await transfer.download(url, to: file, received: received) {
                case 200, 206: return true
                case 404: return false
                // The part is as long as the file, or longer: whether it is the file will show.
                case 416: return FileManager.default.fileExists(atPath: file.path)
                case let status where status == 408 || status == 429 || status >= 500:
                    failure = PulseError(.unavailable, "the archive failed (HTTP \(status)): \(address)")
                case let status: throw PulseError(.unavailable, "the archive refused (HTTP \(status)): \(address)")
                }
            } catch let error as PulseError {
                throw error
            } catch {
                if Task.isCancelled { throw CancellationError() }
                failure = PulseError(.unavailable, "\(address) cannot be fetched: \(error.localizedDescription)")
            }
        }
        throw failure
    }

    private func replace(_ target: URL, with part: URL) throws {
        guard rename(part.path, target.path) == 0 else {
            throw PulseError(.io, "cannot be written: \(String(cString: strerror(errno)))", at: SourceLocation(file: target.path))
        }
    }
}
