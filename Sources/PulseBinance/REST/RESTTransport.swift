import Foundation

/// How requests reach a server: `HTTPClientTransport`, or a script in tests.
public protocol RESTTransport: Sendable {
    /// Sends a GET request. Any HTTP status is an answer; throws where there is none.
    /// - Parameter timeout: seconds until an answer must begin, and then go on.
    func get(_ url: URL, timeout: Double) async throws -> RESTResponse
}

/// The answer to a request.
public struct RESTResponse: Sendable {
    public var status: Int
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(status: Int, headers: [String: String] = [:], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
