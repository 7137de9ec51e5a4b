import Foundation
import PulseCore

/// The `.CHECKSUM` file that archives publish beside each of their files: `<64 hexadecimal digits>  <name>`.
public enum ChecksumFile {
    public enum Verdict: Hashable, Sendable {
        /// The file is what its publisher says.
        case verified
        /// There is no checksum beside it.
        case absent
    }

    /// Compares a file with the checksum beside it.
    ///
    /// Throws `PulseError(.badData)` where it differs or makes no sense.
    public static func verify(_ url: URL) throws -> Verdict {
        let beside = url.deletingLastPathComponent().appendingPathComponent(url.lastPathComponent + ".CHECKSUM")
        guard let data = try? Data(contentsOf: beside), data.count <= 4_096 else { return .absent }
        let words = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard let expected = words.first?.lowercased(), expected.count == 64, expected.allSatisfy(\.isHexDigit) else {
            throw PulseError(.badData, "is no SHA-256 checksum", at: SourceLocation(file: beside.path))
        }
        let found = try sha256(of: url)
        guard found == expected else {
            throw PulseError(
                .badData,
                "the checksum does not fit: it is \(found.prefix(12))…, \(beside.lastPathComponent) says \(expected.prefix(12))…",
                at: SourceLocation(file: url.path), hint: "fetch the file again")
        }
        return .verified
    }

    /// The SHA-256 of a file, in hexadecimal.
    public static func sha256(of url: URL) throws -> String {
        var digest = ContentDigest()
        do {
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
                piece.withUnsafeBytes { digest.update($0) }
            }
        } catch {
            throw PulseError(.io, "cannot be read: \(error.localizedDescription)", at: SourceLocation(file: url.path))
        }
        return digest.finishHex()
    }
}
