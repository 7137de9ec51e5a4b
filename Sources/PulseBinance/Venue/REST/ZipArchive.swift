import CArchive
import PulseCore

/// Zip files of one member, as the archive has them. The same contents give the same bytes.
package enum ZipArchive {
    /// Throws `PulseError(.io)` where the library refuses.
    package static func bytes(name: String, contents: [UInt8]) throws -> [UInt8] {
        // The member, compressed or not, and less than a kilobyte around it.
        var buffer = [UInt8](repeating: 0, count: contents.count + contents.count / 1_000 + 4_096)
        var used = 0
        let isWritten = buffer.withUnsafeMutableBytes { room -> Bool in
            guard let archive = archive_write_new() else { return false }
            defer { archive_write_free(archive) }
            guard archive_write_set_format_zip(archive) == ARCHIVE_OK,
                archive_write_open_memory(archive, room.baseAddress, room.count, &used) == ARCHIVE_OK, let entry = archive_entry_new()
            else { return false }
            defer { archive_entry_free(entry) }
            archive_entry_set_pathname(entry, name)
            archive_entry_set_size(entry, la_int64_t(contents.count))
            archive_entry_set_filetype(entry, 0o100000)
            archive_entry_set_perm(entry, 0o644)
            // A fixed time: a checksum that changed with the clock would be of no use.
            archive_entry_set_mtime(entry, 1_735_689_600, 0)
            guard archive_write_header(archive, entry) == ARCHIVE_OK else { return false }
            let written = contents.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
            return written == contents.count && archive_write_close(archive) == ARCHIVE_OK
        }
        guard isWritten else { throw PulseError(.io, "cannot write the archive \(name)") }
        return Array(buffer[..<used])
    }
}
