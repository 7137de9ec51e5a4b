import CArchive
import Foundation
import PulseCore

/// The bytes of a text file, piece by piece: plain, packed with gzip (`.gz`), or the single member of a `.zip`.
///
/// What an archive claims is not believed: truncated or damaged ones, several members, encryption, and texts that expand beyond reason
/// are errors.
final class FileBytes {
    /// Bounds of what an archive may expand to (P9).
    enum Limit {
        /// Bytes that any archive may expand to before the ratio is looked at.
        static let free = 64 << 20
        /// Largest number of bytes for each packed byte. Candles pack four- to twentyfold; a bomb packs a thousandfold.
        static let ratio = 100
    }

    private enum Source {
        case plain(FileHandle)
        case archive(OpaquePointer)
    }

    private let source: Source
    private let file: String
    private let isZip: Bool
    private let allowance: Int
    private var produced = 0
    /// Archives must not be asked again behind their end.
    private var isAtEnd = false

    /// Opens a file. Throws `PulseError`: `.missing` where there is none, `.io` where it cannot be read, `.badData` where it is no
    /// archive of its name.
    init(_ url: URL) throws {
        file = url.path
        let location = SourceLocation(file: url.path)
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) else {
            throw PulseError(.missing, "there is no such file", at: location)
        }
        guard !isDirectory.boolValue else { throw PulseError(.badData, "is a folder", at: location) }
        let handle: FileHandle
        let start: Data
        let size: UInt64
        do {
            handle = try FileHandle(forReadingFrom: url)
            start = try handle.read(upToCount: 4) ?? Data()
            size = try handle.seekToEnd()
            try handle.seek(toOffset: 0)
        } catch {
            throw PulseError(.io, "cannot be read: \(error.localizedDescription)", at: location)
        }
        allowance = Limit.free + Limit.ratio * Int(size)
        let isGzip = start.starts(with: [0x1F, 0x8B])
        isZip = start.starts(with: [0x50, 0x4B])
        let name = url.lastPathComponent.lowercased()
        if name.hasSuffix(".zip"), !isZip { throw PulseError(.badData, "is not a zip archive", at: location) }
        if name.hasSuffix(".gz"), !isGzip { throw PulseError(.badData, "is not packed with gzip", at: location) }
        if isGzip || isZip {
            source = .archive(try Self.open(url, isZip: isZip))
        } else {
            source = .plain(handle)
        }
        if isZip { try openMember() }
    }

    deinit {
        if case .archive(let archive) = source { archive_read_free(archive) }
    }

    /// Fills the front of `buffer` and returns how many bytes came; 0 at the end of the text.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        switch source {
        case .plain(let handle):
            while true {
                let count = Foundation.read(handle.fileDescriptor, buffer.baseAddress, buffer.count)
                if count >= 0 { return count }
                guard errno == EINTR else { throw PulseError(.io, "cannot be read: \(String(cString: strerror(errno)))", at: location) }
            }
        case .archive(let archive):
            guard !isAtEnd else { return 0 }
            let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
            guard count >= 0 else { throw Self.fault(archive, file) }
            produced += count
            guard produced <= allowance else {
                throw PulseError(
                    .badData, "expands to more than \(Limit.ratio) times its size: this is no archive of candles", at: location)
            }
            if count == 0 {
                isAtEnd = true
                try expectNoFurtherMember(archive)
            }
            return count
        }
    }

    private var location: SourceLocation { SourceLocation(file: file) }

    private static func open(_ url: URL, isZip: Bool) throws -> OpaquePointer {
        guard let archive = archive_read_new() else { throw PulseError(.io, "out of memory", at: SourceLocation(file: url.path)) }
        if isZip {
            archive_read_support_format_zip(archive)
        } else {
            archive_read_support_filter_gzip(archive)
            archive_read_support_format_raw(archive)
        }
        guard archive_read_open_filename(archive, url.path, 1 << 18) == ARCHIVE_OK else {
            let fault = fault(archive, url.path)
            archive_read_free(archive)
            throw fault
        }
        if !isZip {
            var entry: OpaquePointer?
            guard archive_read_next_header(archive, &entry) == ARCHIVE_OK else {
                let fault = fault(archive, url.path)
                archive_read_free(archive)
                throw fault
            }
        }
        return archive
    }

    /// Moves to the one member of a zip archive.
    private func openMember() throws {
        guard case .archive(let archive) = source else { return }
        var entry: OpaquePointer?
        let status = archive_read_next_header(archive, &entry)
        guard status != ARCHIVE_EOF else { throw PulseError(.badData, "the archive is empty", at: location) }
        guard status == ARCHIVE_OK, let entry else { throw Self.fault(archive, file) }
        let name = archive_entry_pathname_utf8(entry).map { String(cString: $0) } ?? "?"
        guard archive_entry_is_encrypted(entry) == 0 else { throw PulseError(.badData, "the archive is encrypted", at: location) }
        guard name.lowercased().hasSuffix(".csv") else {
            throw PulseError(.badData, "the archive holds '\(name)', not a CSV file", at: location)
        }
    }

    private func expectNoFurtherMember(_ archive: OpaquePointer) throws {
        guard isZip else { return }
        var entry: OpaquePointer?
        let status = archive_read_next_header(archive, &entry)
        if status == ARCHIVE_EOF { return }
        guard status == ARCHIVE_OK, let entry else { throw Self.fault(archive, file) }
        let name = archive_entry_pathname_utf8(entry).map { String(cString: $0) } ?? "?"
        throw PulseError(.badData, "the archive holds more than one file ('\(name)' too); unpack it and import the files", at: location)
    }

    private static func fault(_ archive: OpaquePointer, _ file: String) -> PulseError {
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "unknown fault"
        return PulseError(.badData, "the archive is damaged: \(reason)", at: SourceLocation(file: file))
    }
}
