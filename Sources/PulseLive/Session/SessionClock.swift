import Foundation

/// Nanoseconds of a monotonic clock: for waiting and for latencies, never for decisions.
public protocol SessionClock: Sendable {
    func now() -> UInt64
}

/// The machine's own.
public struct SystemClock: SessionClock {
    public init() {}

    public func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }
}
