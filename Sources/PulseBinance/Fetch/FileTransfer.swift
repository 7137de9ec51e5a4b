import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Downloads files straight to the disk, and goes on where an earlier attempt ended.
public final class FileTransfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private struct Job {
        var file: URL
        var offset: Int64
        var handle: FileHandle?
        var status = 0
        var received: @Sendable (Int) -> Void
        var failure: (any Error)?
        var continuation: CheckedContinuation<Int, any Error>
    }

    private let jobs = Mutex<[Int: Job]>([:])
    private let configuration: URLSessionConfiguration

    /// - Parameter connections: to one host at a time.
    public init(connections: Int) {
        configuration = .ephemeral
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.httpMaximumConnectionsPerHost = max(1, connections)
        configuration.timeoutIntervalForRequest = 60
        super.init()
    }

    private lazy var session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    private let started = Mutex(false)

    /// Appends what is missing of an address's content to a file; the file is begun anew where the server does not give parts.
    ///
    /// Returns the HTTP status; the file is changed for 200 and 206 only. Throws where the transfer breaks off or the file cannot be written.
    /// - Parameter received: is told the number of bytes of each piece.
    public func download(_ url: URL, to file: URL, received: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> Int {
        let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int64) ?? 0
        var request = URLRequest(url: url)
        if size > 0 { request.setValue("bytes=\(size)-", forHTTPHeaderField: "Range") }
        // Two threads may come here first; a lazy property allows one.
        let session = started.withLock { _ in self.session }
        let task = session.dataTask(with: request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                jobs.withLock { $0[task.taskIdentifier] = Job(file: file, offset: size, received: received, continuation: continuation) }
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }

    /// Ends all transfers and the threads behind them.
    public func invalidate() { started.withLock { _ in session.invalidateAndCancel() } }

    public func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let answer = response as? HTTPURLResponse
        let isFine: Bool = jobs.withLock { jobs in
            guard var job = jobs[dataTask.taskIdentifier], let answer else { return false }
            job.status = answer.statusCode
            defer { jobs[dataTask.taskIdentifier] = job }
            guard answer.statusCode == 200 || answer.statusCode == 206 else { return true }
            do {
                if answer.statusCode == 200 || job.offset == 0 { try Data().write(to: job.file) }
                let handle = try FileHandle(forWritingTo: job.file)
                try handle.seekToEnd()
                job.handle = handle
            } catch {
                job.failure = error
                return false
            }
            return true
        }
        completionHandler(isFine ? .allow : .cancel)
    }

    public func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let (isFine, received): (Bool, @Sendable (Int) -> Void) = jobs.withLock { jobs in
            guard let job = jobs[dataTask.taskIdentifier] else { return (false, { _ in }) }
            guard let handle = job.handle else { return (true, { _ in }) }
            do {
                try handle.write(contentsOf: data)
            } catch {
                jobs[dataTask.taskIdentifier]?.failure = error
                return (false, job.received)
            }
            return (true, job.received)
        }
        if isFine { received(data.count) } else { dataTask.cancel() }
    }

    public func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let job = jobs.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        try? job.handle?.close()
        if let failure = job.failure ?? error {
            job.continuation.resume(throwing: failure)
        } else {
            job.continuation.resume(returning: job.status)
        }
    }
}
