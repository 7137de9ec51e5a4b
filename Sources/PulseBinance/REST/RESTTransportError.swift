import Foundation

/// Why a request had no answer, in words for whoever reads the session's notes.
struct RESTTransportError: LocalizedError {
    let reason: String

    var errorDescription: String? { reason }
}
