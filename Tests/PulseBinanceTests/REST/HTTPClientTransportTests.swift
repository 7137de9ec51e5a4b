import Foundation
import PulseBinance
import Testing

/// What comes of a request over a socket, whatever the server does.
@Suite("Requests over HTTP") struct HTTPClientTransportTests {
    private let transport = HTTPClientTransport(longestAnswer: 1 << 20)

    private func get(
        _ path: String = "/", timeout: Double = 20, _ answer: @escaping @Sendable (ScriptedServer.Request) -> ScriptedServer.Answer
    ) async throws -> RESTResponse {
        let server = ScriptedServer { request, _ in answer(request) }
        let url = try #require(URL(string: try server.start() + path))
        defer { server.stop() }
        return try await transport.get(url, timeout: timeout)
    }

    /// The words that a failed request is told with.
    private func failure(_ request: () async throws -> RESTResponse) async -> String {
        do {
            return "answered with \(try await request().status)"
        } catch {
            return error.localizedDescription
        }
    }

    @Test("status, headers and bytes come as the server sent them", arguments: [200, 418, 451, 503])
    func answers(status: Int) async throws {
        let response = try await get("/api/v3/klines?symbol=BTCUSDT&limit=5") { request in
            .init(status: status, body: Array(request.path.utf8), headers: [("X-MBX-USED-WEIGHT-1M", "17"), ("Retry-After", "3")])
        }
        #expect(response.status == status)
        #expect(response.headers["x-mbx-used-weight-1m"] == "17" && response.headers["retry-after"] == "3")
        #expect(String(decoding: response.body, as: UTF8.self) == "/api/v3/klines?symbol=BTCUSDT&limit=5")
    }

    @Test("packed answers are unpacked")
    func packed() async throws {
        // gzip -9n of {"price":"1.5"}
        let packed: [UInt8] = [
            0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x2a, 0x28, 0xca, 0x4c, 0x4e, 0x55, 0xb2, 0x52, 0x32,
            0xd4, 0x33, 0x55, 0xaa, 0x05, 0x00, 0xe1, 0x6d, 0x67, 0xdc, 0x0f, 0x00, 0x00, 0x00,
        ]
        let response = try await get { _ in .init(body: packed, headers: [("Content-Encoding", "gzip")]) }
        #expect(String(decoding: response.body, as: UTF8.self) == #"{"price":"1.5"}"#)
    }

    @Test("an answer without end, one that is cut off, and one that never comes are failures that say what happened")
    func failures() async throws {
        #expect(await failure { try await get { _ in .init(body: [UInt8](repeating: 0x20, count: 2 << 20)) } }.contains("1048576"))
        let cut = await failure { try await get { _ in .init(body: [UInt8](repeating: 0x20, count: 1_000), cutAfter: 500) } }
        #expect(cut.contains("closed"))
        #expect(await failure { try await get(timeout: 0.3) { _ in .init(isSilent: true) } }.lowercased().contains("deadline"))
        let stalled = await failure {
            try await get(timeout: 0.3) { _ in .init(body: [UInt8](repeating: 0x20, count: 1_000), cutAfter: 500, stalls: true) }
        }
        #expect(stalled.contains("deadline"))
    }

    @Test("a long answer over a slow line is whole, though it takes longer than a piece of it may")
    func slow() async throws {
        let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let response = try await get(timeout: 2) { _ in .init(body: body, drip: (pieces: 10, pause: 300)) }
        #expect(response.body == body)
    }

    @Test("an answer in drops is given up")
    func drops() async throws {
        let body = [UInt8](repeating: 0x20, count: 100_000)
        let slow = await failure { try await get(timeout: 0.1) { _ in .init(body: body, drip: (pieces: 100_000, pause: 5)) } }
        #expect(slow.contains("deadline"))
    }

    @Test("where nobody listens the failure says so at once")
    func refused() async throws {
        let server = ScriptedServer { _, _ in .init() }
        let url = try #require(URL(string: try server.start()))
        server.stop()
        let refused = await failure { try await transport.get(url, timeout: 20) }
        #expect(refused == "Connection refused")
        let nowhere = try #require(URL(string: "http://nowhere.invalid/"))
        #expect(await !failure { try await transport.get(nowhere, timeout: 20) }.contains("answered"))
    }

    @Test("a hundred requests at once each have their own answer")
    func many() async throws {
        let server = ScriptedServer { request, _ in .init(body: Array(request.path.utf8)) }
        let base = try server.start()
        defer { server.stop() }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask { [transport] in
                    guard let url = URL(string: "\(base)/\(number)") else { return false }
                    return String(decoding: try await transport.get(url, timeout: 20).body, as: UTF8.self) == "/\(number)"
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
