import Foundation
import PulseCore

/// What the first look into a file told.
struct RecognizedFile: Sendable {
    var instrument: InstrumentID
    var warnings: [String]
}

/// Reads and parses one file; runs on a thread of its own.
struct CandleFileParser {
    /// Bytes that are read at a time.
    private static let pieceLength = 1 << 20

    let file: CandleFile
    let queue: BatchQueue

    /// Nobody wants the rest.
    private struct Cancelled: Error {}

    /// Parses the file and pushes everything into the queue; the last message is `finished` or `failed`.
    func run() {
        do {
            try parse()
        } catch is Cancelled {
            return
        } catch {
            _ = queue.push(.failed(error))
        }
    }

    private func parse() throws {
        var warnings: [String] = []
        if try ChecksumFile.verify(file.url) == .absent, file.url.pathExtension.lowercased() == "zip" {
            warnings.append("no .CHECKSUM beside it: taken as it is")
        }
        let bytes = try FileBytes(file.url)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceLength + CandleRowParser.Limit.lineBytes, alignment: 16)
        defer { buffer.deallocate() }
        var filled = try fill(buffer, from: 0, bytes)
        guard filled > 0 else { throw PulseError(.badData, "the file is empty", at: SourceLocation(file: file.url.path)) }

        var skipped = buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let (layout, instrument) = try file.recognize(try firstLine(UnsafeRawBufferPointer(rebasing: buffer[skipped..<filled])))
        try push(.recognized(RecognizedFile(instrument: instrument, warnings: warnings)))

        var parser = CandleRowParser(layout: layout, timeframe: file.timeframe)
        while filled > 0 {
            // Up to the last line feed; what follows is moved to the front and completed by the next piece.
            let whole = buffer[skipped..<filled].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? skipped
            try parser.parse(Self.text(buffer, skipped..<whole)) { try push(.batch($0)) }
            let rest = filled - whole
            guard rest <= CandleRowParser.Limit.lineBytes else {
                throw PulseError(
                    .badData, "a line is longer than \(CandleRowParser.Limit.lineBytes) bytes: this is no CSV file of candles",
                    at: SourceLocation(file: file.url.path))
            }
            UnsafeMutableRawBufferPointer(rebasing: buffer[0..<rest])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[whole..<filled]))
            skipped = 0
            filled = try fill(buffer, from: rest, bytes)
            if filled == rest {
                try parser.parse(Self.text(buffer, 0..<rest)) { try push(.batch($0)) }
                break
            }
        }
        try parser.finish { try push(.batch($0)) }
        try push(.finished(parser.summary))
    }

    private static func text(_ buffer: UnsafeMutableRawBufferPointer, _ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: buffer.assumingMemoryBound(to: UInt8.self)[range])
    }

    /// Reads until the piece is full or the text ends; returns where the bytes end.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer, from start: Int, _ bytes: FileBytes) throws -> Int {
        var filled = start
        while filled < start + Self.pieceLength {
            let count = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<start + Self.pieceLength]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    private func firstLine(_ start: UnsafeRawBufferPointer) throws -> String {
        let line = start.prefix { $0 != UInt8(ascii: "\n") }.prefix(CandleRowParser.Limit.lineBytes)
        guard !line.contains(0) else {
            throw PulseError(.badData, "is no text file", at: SourceLocation(file: file.url.path))
        }
        let text = String(decoding: line, as: UTF8.self)
        return text.hasSuffix("\r") ? String(text.dropLast()) : text
    }

    private func push(_ message: BatchQueue.Message) throws {
        guard queue.push(message) else { throw Cancelled() }
    }
}
