import Foundation

/// The time of day and the waiting of a client; replaced in tests.
public struct RESTClock: Sendable {
    /// Milliseconds since 1970.
    public var now: @Sendable () -> Int64
    /// Waits so many milliseconds.
    public var sleep: @Sendable (Int64) async throws -> Void

    public init(now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Int64) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's.
    public static let system = RESTClock(
        now: { Int64(Date().timeIntervalSince1970 * 1_000) }, sleep: { try await Task.sleep(for: .milliseconds($0)) })
}
