import PulseLive

/// A clock that a test moves.
final class VirtualClock: SessionClock {
    private let time = Guarded<UInt64>(1_000_000_000)

    func now() -> UInt64 { time.withValue { $0 } }

    func set(_ nanoseconds: UInt64) { time.withValue { $0 = max($0, nanoseconds) } }
}
