import Foundation
import PulseCore

/// Imports files of side series, each in one transaction: wholly (but for rejected rows) or not at all.
public struct SideFileImporter: Sendable {
    private let store: CandleStore
    private let recordedAt: Timestamp?

    /// - Parameter recordedAt: the time that revisions are recorded with.
    public init(store: CandleStore, recordedAt: Timestamp? = nil) {
        self.store = store
        self.recordedAt = recordedAt
    }

    /// Imports a file. What is wrong with it is told in the result.
    ///
    /// Throws `PulseError` where the store cannot be written.
    /// - Parameter progress: is told the number of rows, a few thousand at a time.
    public func importFile(_ file: SideFile, progress: (Int) -> Void = { _ in }) throws -> FileImport {
        var result = FileImport(path: file.url.path)
        do {
            if try ChecksumFile.verify(file.url) == .absent, file.url.pathExtension.lowercased() == "zip" {
                result.warnings.append("no .CHECKSUM beside it: taken as it is")
            }
            result = try store.transaction { transaction in
                var writer = try SideFileWriter(transaction: transaction, recordedAt: recordedAt, result: result)
                switch file.content {
                case .lines(let hasHeader, let makeParser):
                    var parser = makeParser()
                    try read(file.url, hasHeader: hasHeader, &parser, &writer, progress)
                    try writer.finish(warnings: parser.warnings)
                case .document(let parse):
                    let bytes = try LineReader.text(of: file.url, maximum: SideFile.maximumDocumentBytes)
                    for (index, entry) in try parse(bytes).enumerated() {
                        switch entry {
                        case .success(let row): try writer.write([row], line: index + 1)
                        case .failure(let fault): writer.reject(index + 1, fault.reason)
                        }
                    }
                    try writer.finish(warnings: [])
                }
                return writer.result
            }
        } catch let error as PulseError where error.diagnostics.first?.location?.file != store.url.path {
            // The file's own fault; a fault of the store ends the import.
            result.error = error
        }
        return result
    }

    private func read(
        _ url: URL, hasHeader: Bool, _ parser: inout any SideRowParser, _ writer: inout SideFileWriter, _ progress: (Int) -> Void
    ) throws {
        var rows: [SideRow] = []
        var isHeader = hasHeader
        try LineReader(url).forEachLine { number, line in
            if isHeader {
                isHeader = false
                return
            }
            rows.removeAll(keepingCapacity: true)
            if let reason = parser.parse(line, into: &rows) {
                writer.reject(number, reason)
            } else {
                try writer.write(rows, line: number)
            }
            if number % 4_096 == 0 { progress(4_096) }
        }
    }
}
