import Foundation
import PulseCore

/// Lends the lines of a text file, plain or packed, one after another, in a buffer of fixed size (P9).
package struct LineReader {
    /// The longest line that is read, in bytes.
    package static let maximumLineBytes = 1 << 16
    private static let pieceLength = 1 << 20

    private let url: URL
    private let bytes: FileBytes

    /// Opens a file; throws as `FileBytes` does.
    package init(_ url: URL) throws {
        self.url = url
        bytes = try FileBytes(url)
    }

    /// The first bytes of a file's text, at most as long as a line may be: what recognition looks at.
    package static func start(of url: URL) throws -> [UInt8] {
        let bytes = try FileBytes(url)
        var start = [UInt8](repeating: 0, count: maximumLineBytes)
        let filled = try start.withUnsafeMutableBytes { buffer in
            var filled = 0
            while filled < buffer.count {
                let count = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
                if count == 0 { break }
                filled += count
            }
            return filled
        }
        start.removeLast(start.count - filled)
        guard !start.contains(0) else { throw PulseError(.badData, "is no text file", at: SourceLocation(file: url.path)) }
        return start.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(start.dropFirst(3)) : start
    }

    /// The whole text of a small file.
    ///
    /// Throws `PulseError(.badData)` where it has more than `maximum` bytes.
    package static func text(of url: URL, maximum: Int) throws -> [UInt8] {
        let bytes = try FileBytes(url)
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: pieceLength)
        while true {
            let count = try piece.withUnsafeMutableBytes { try bytes.read(into: $0) }
            guard count > 0 else { return text }
            text += piece[..<count]
            guard text.count <= maximum else {
                throw PulseError(.badData, "has more than \(maximum) bytes", at: SourceLocation(file: url.path))
            }
        }
    }

    /// Calls `body` with each line that has any content, without its end, and its number from 1.
    ///
    /// Throws `PulseError(.badData)` for a line of more than `maximumLineBytes`, and what `body` throws.
    package func forEachLine(_ body: (_ number: Int, _ line: UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceLength + Self.maximumLineBytes, alignment: 16)
        defer { buffer.deallocate() }
        var number = 0
        var rest = 0
        var isFirst = true
        while true {
            let filled = try fill(buffer, from: rest)
            let isLast = filled == rest
            var text = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer.assumingMemoryBound(to: UInt8.self))[..<filled])
            if isFirst, text.starts(with: [0xEF, 0xBB, 0xBF]) { text = UnsafeBufferPointer(rebasing: text[3...]) }
            isFirst = false
            var start = 0
            while let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) {
                number += 1
                try lend(text, start..<end, number, body)
                start = end + 1
            }
            rest = text.count - start
            if isLast {
                if rest > 0 { try lend(text, start..<text.count, number + 1, body) }
                return
            }
            guard rest <= Self.maximumLineBytes else { throw tooLong(number + 1) }
            buffer.copyMemory(from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[start...])))
        }
    }

    private func lend(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ number: Int,
        _ body: (_ number: Int, _ line: UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        guard range.count <= Self.maximumLineBytes else { throw tooLong(number) }
        var line = text[range]
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        if !line.isEmpty { try body(number, UnsafeBufferPointer(rebasing: line)) }
    }

    private func tooLong(_ number: Int) -> PulseError {
        PulseError(.badData, "the line is longer than \(Self.maximumLineBytes) bytes", at: SourceLocation(file: url.path, line: number))
    }

    /// Reads until the piece is full or the text ends; returns where the bytes end.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer, from start: Int) throws -> Int {
        var filled = start
        while filled < start + Self.pieceLength {
            let count = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<start + Self.pieceLength]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}
