import Foundation
import PulseBinance
import Synchronization

/// A server in the test's own words, and a clock that moves only when somebody waits.
final class ScriptedTransport: RESTTransport {
    struct Request: Sendable {
        var url: String
        var at: Int64
    }

    private struct State {
        var now: Int64
        var requests: [Request] = []
    }

    private let state: Mutex<State>
    private let answer: @Sendable (_ url: URL, _ number: Int, _ now: Int64) throws -> RESTResponse
    /// Milliseconds that an answer takes.
    private let latency: Int64

    init(
        now: Int64 = 1_700_000_000_000, latency: Int64 = 10,
        answer: @escaping @Sendable (_ url: URL, _ number: Int, _ now: Int64) throws -> RESTResponse
    ) {
        state = Mutex(State(now: now))
        self.latency = latency
        self.answer = answer
    }

    var requests: [Request] { state.withLock { $0.requests } }
    var now: Int64 { state.withLock { $0.now } }

    var clock: RESTClock {
        RESTClock(
            now: { self.now },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock { $0.now += duration }
            })
    }

    func get(_ url: URL, timeout: Double) async throws -> RESTResponse {
        let (number, now) = state.withLock { state in
            state.requests.append(Request(url: url.absoluteString, at: state.now))
            state.now += latency
            return (state.requests.count, state.now)
        }
        return try answer(url, number, now)
    }
}

extension RESTResponse {
    static func json(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> RESTResponse {
        RESTResponse(status: status, headers: headers, body: Array(text.utf8))
    }
}

extension URL {
    /// A parameter of the query.
    func parameter(_ name: String) -> String? {
        URLComponents(url: self, resolvingAgainstBaseURL: false)?.queryItems?.first { $0.name == name }?.value
    }
}
