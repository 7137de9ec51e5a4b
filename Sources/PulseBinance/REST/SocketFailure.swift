import Foundation
import NIOCore
import NIOPosix

/// Why a socket failed, in the system's words rather than in a library's.
public enum SocketFailure {
    /// Such as `Connection refused`; an error of another kind as it describes itself.
    public static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError: firstReason(error)
        default: "\(error)"
        }
    }

    /// The first of the addresses' errors, or that there is no address.
    private static func firstReason(_ error: NIOConnectionError) -> String {
        if let first = error.connectionErrors.first { return reason(first.error) }
        return (error.dnsAError ?? error.dnsAAAAError).map { "\($0)" } ?? "no address of \(error.host) answers"
    }
}
