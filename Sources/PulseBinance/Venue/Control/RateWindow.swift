/// A limit of so many in a window that starts with its first event: messages a second, connections in five minutes.
package struct RateWindow: Sendable {
    package let limit: Int
    package let length: Int64
    private var start: Int64 = .min
    private var count = 0

    package init(limit: Int, length: Int64) {
        self.limit = limit
        self.length = length
    }

    /// Counts one; false where it is one too many.
    package mutating func take(at now: Int64) -> Bool {
        if start == .min || now - start >= length {
            start = now
            count = 0
        }
        count += 1
        return count <= limit
    }
}
