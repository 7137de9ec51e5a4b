import Dispatch
import Foundation

/// Runs `body` while another thread is inside of something, such as a transaction: until it is released, `body` is over, or so many seconds have
/// passed. When this returns, the other thread has left it, too.
///
/// - Parameter enter: what the thread goes into; its argument is to be called there, and comes back when the thread may leave.
public func withNeighbour(
    inside enter: @escaping @Sendable (_ wait: () -> Void) throws -> Void, for seconds: Double,
    _ body: (_ release: @escaping @Sendable () -> Void) throws -> Void
) rethrows {
    let (isInside, isReleased, hasLeft) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    Thread.detachNewThread {
        try? enter {
            isInside.signal()
            _ = isReleased.wait(timeout: .now() + seconds)
        }
        // Whoever could not enter keeps nobody waiting.
        isInside.signal()
        hasLeft.signal()
    }
    isInside.wait()
    defer {
        isReleased.signal()
        hasLeft.wait()
    }
    try body { isReleased.signal() }
}
