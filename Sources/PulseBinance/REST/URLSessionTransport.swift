import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Requests through Foundation's URLSession.
public struct URLSessionTransport: RESTTransport {
    private let session: URLSession

    /// - Parameter connections: to one host at a time.
    public init(connections: Int = 8) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.httpMaximumConnectionsPerHost = connections
        configuration.httpShouldSetCookies = false
        session = URLSession(configuration: configuration)
    }

    public func get(_ url: URL, timeout: Double) async throws -> RESTResponse {
        var request = URLRequest(url: url)
        request.timeoutInterval = timeout
        // Without this, gateways answer errors with pages of HTML.
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        let (data, response) = try await session.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            if let name = name as? String, let value = value as? String { headers[name.lowercased()] = value }
        }
        return RESTResponse(status: response.statusCode, headers: headers, body: [UInt8](data))
    }
}
