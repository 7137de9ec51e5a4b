import Foundation
import Hummingbird
import Logging
import PulseCore
import PulseLive

/// Serves a session's metrics on the loopback address, for Prometheus.
final class MetricsServer: Sendable {
    private let task: Task<Void, any Error>

    init(port: Int, text: @escaping @Sendable () -> String) throws {
        guard (1...65_535).contains(port) else { throw PulseError(.usage, "--metrics-port must lie in 1...65535, not \(port)") }
        let router = Router()
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: PrometheusText.contentType], body: ResponseBody(byteBuffer: ByteBuffer(string: text()))
            )
        }
        // The terminal belongs to the session's view.
        var logger = Logger(label: "metrics")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
        task = Task.detached { try await application.run() }
    }

    func stop() { task.cancel() }
}
