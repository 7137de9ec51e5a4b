import Foundation
import PulseCore

/// Imports files of candles: parses several at a time, writes them in the order given, each in one transaction.
///
/// A file is imported wholly (but for rejected rows) or not at all. What is stored does not depend on the number of threads: files are
/// written one after the other, whichever was parsed first.
public struct CandleFileImporter: Sendable {
    private let store: CandleStore
    private let threads: Int
    private let recordedAt: Timestamp?

    /// - Parameter threads: files that are parsed at a time.
    /// - Parameter recordedAt: the time that revisions are recorded with.
    public init(store: CandleStore, threads: Int = 2, recordedAt: Timestamp? = nil) {
        self.store = store
        self.threads = max(1, threads)
        self.recordedAt = recordedAt
    }

    /// Imports the files; one result for each, in the same order. What is wrong with a file is told in its result and does not stop the
    /// others.
    ///
    /// Throws `PulseError` where the store cannot be written; the files before are imported then, the others are not.
    /// - Parameter progress: is told the number of candles of each batch that was written.
    public func importFiles(_ files: [CandleFile], progress: @escaping (Int) -> Void = { _ in }) throws -> [FileImport] {
        let queues = files.map { _ in BatchQueue() }
        let workers = ParserThreads(count: min(threads, files.count), files: files, queues: queues)
        defer {
            for queue in queues { queue.cancel() }
            workers.join()
        }
        return try zip(files, queues).map { file, queue in
            defer { queue.cancel() }
            return try write(file, queue, progress)
        }
    }

    private func write(_ file: CandleFile, _ queue: BatchQueue, _ progress: (Int) -> Void) throws -> FileImport {
        var result = FileImport(path: file.url.path)
        result.timeframe = file.timeframe
        do {
            try store.transaction { transaction in
                var writer = FileWriter(transaction: transaction, file: file, recordedAt: recordedAt, result: result)
                defer { result = writer.result }
                while try writer.take(queue.pop(), progress) {}
            }
        } catch let error as PulseError where error.diagnostics.first?.location?.file != store.url.path {
            // The file's own fault; a fault of the store ends the import.
            result.inserted = 0
            result.duplicates = 0
            result.revised = 0
            result.error = error
        }
        return result
    }
}
