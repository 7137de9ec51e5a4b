/// Spaces out attempts to connect: one a quarter of a second, and 250 in five minutes (the spot market allows an address 300).
struct ConnectBudget: Sendable {
    static let spacing: Int64 = 250
    static let window: Int64 = 300_000
    static let limit = 250

    private var attempts: [Int64] = []

    /// Whether an attempt may be made now; counted if so.
    mutating func admit(at now: Int64) -> Bool {
        attempts.removeAll { now - $0 >= Self.window }
        if let last = attempts.last, now - last < Self.spacing { return false }
        guard attempts.count < Self.limit else { return false }
        attempts.append(now)
        return true
    }
}
