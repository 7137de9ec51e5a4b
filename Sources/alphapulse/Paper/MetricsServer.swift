import Foundation
import Hummingbird
import Logging
import PulseBinance
import PulseCore
import PulseLive

/// Serves a session's metrics on the loopback address, for Prometheus.
final class MetricsServer: Sendable {
    /// The ports that may be asked for.
    static let ports = 1...65_535

    private let task: Task<Void, Never>

    /// Listens on one of `ports`. Throws `PulseError(.unavailable)` where it cannot, as where another program has it.
    init(port: Int, text: @escaping @Sendable () -> String) throws {
        let router = Router()
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: PrometheusText.contentType], body: ResponseBody(byteBuffer: ByteBuffer(string: text()))
            )
        }
        // The terminal belongs to the session's view.
        var logger = Logger(label: "metrics")
        logger.logLevel = .critical
        let (listening, outcome) = AsyncThrowingStream<Void, any Error>.makeStream()
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { _ in outcome.yield(()) }, logger: logger)
        task = Task.detached {
            do {
                try await application.run()
                outcome.finish()
            } catch {
                outcome.finish(throwing: error)
            }
        }
        do {
            try Asynchronous.wait { for try await _ in listening { return } }
        } catch {
            throw PulseError(
                .unavailable, "cannot listen on 127.0.0.1:\(port): \(SocketFailure.reason(error))", hint: "choose another --metrics-port")
        }
    }

    func stop() { task.cancel() }
}
