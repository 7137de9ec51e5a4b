import AsyncHTTPClient
import Dispatch
import Foundation
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import PulseCore

/// Requests through AsyncHTTPClient.
///
/// Not through URLSession, which on Linux keeps some 240 bytes of each request for good (measured: what it takes apart to compare hosts is not freed).
/// A session of a hundred instruments asks ninety times a minute.
public final class HTTPClientTransport: RESTTransport {
    /// To one host at a time.
    private static let connections = 8
    /// In bytes; the longest answers of Binance are some ten megabytes.
    public static let longestAnswer = 128 << 20

    private let client: HTTPClient
    private let longestAnswer: Int

    /// - Parameter longestAnswer: bytes of an answer, unpacked, after which it is given up.
    public convenience init(longestAnswer: Int = HTTPClientTransport.longestAnswer) { self.init(longestAnswer, nil) }

    /// - Parameter trustRoots: a PEM file of certificates to trust in place of the system's. Throws `configuration` where it cannot be read.
    public convenience init(trustRoots: String) throws(PulseError) {
        self.init(Self.longestAnswer, try TLSConfiguration.client(trustRoots: trustRoots))
    }

    private init(_ longestAnswer: Int, _ tls: TLSConfiguration?) {
        self.longestAnswer = longestAnswer
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.connections
        // Whoever asks tries again, and elsewhere.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.decompression = .enabled(limit: .size(longestAnswer))
        client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    }

    deinit { client.shutdown(queue: .global()) { _ in } }

    public func get(_ url: URL, timeout: Double) async throws -> RESTResponse {
        // The client's own deadline ends with the head of an answer: a body that stalls would be waited for without end.
        let watch = AnswerWatch(timeout: timeout, clock: ContinuousClock())
        return try await withThrowingTaskGroup(of: RESTResponse.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await self.answer(url, timeout, watch) }
            group.addTask {
                let reason = try await watch.lateness()
                throw RESTTransportError(reason: reason)
            }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }

    private func answer(_ url: URL, _ timeout: Double, _ watch: AnswerWatch<ContinuousClock>) async throws -> RESTResponse {
        var request = HTTPClientRequest(url: url.absoluteString)
        // Without this, gateways answer errors with pages of HTML.
        request.headers.add(name: "Accept", value: "application/json")
        let response: HTTPClientResponse
        var body = ByteBuffer()
        do {
            response = try await client.execute(request, deadline: .now() + .milliseconds(Int64(timeout * 1_000)))
            watch.heard()
            for try await piece in response.body {
                watch.heard()
                guard body.readableBytes + piece.readableBytes <= longestAnswer else { throw NIOTooManyBytesError(maxBytes: longestAnswer) }
                body.writeImmutableBuffer(piece)
            }
            // A body that is given up ends as one that is whole.
            try Task.checkCancellation()
        } catch let error as HTTPClientError {
            throw RESTTransportError(reason: error.shortDescription)
        } catch NIOSSLError.handshakeFailed(let error) {
            let isUntrusted = "\(error)".contains("CERTIFICATE_VERIFY_FAILED")
            throw RESTTransportError(reason: isUntrusted ? "its certificate is not trusted" : "the TLS handshake failed")
        } catch HTTPParserError.invalidEOFState {
            throw RESTTransportError(reason: "the connection was closed in the middle of an answer")
        } catch is NIOTooManyBytesError {
            throw RESTTransportError(reason: "the answer is longer than \(longestAnswer) bytes")
        } catch let error where !(error is CancellationError) {
            // Foundation would make a number of it.
            throw RESTTransportError(reason: SocketFailure.reason(error))
        }
        var headers: [String: String] = [:]
        for (name, value) in response.headers { headers[name.lowercased()] = value }
        return RESTResponse(status: Int(response.status.code), headers: headers, body: [UInt8](body.readableBytesView))
    }
}
