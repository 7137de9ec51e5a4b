/// How an exact quotient becomes a whole number; every rule of the simulated venue names the one that it uses.
public enum Rounding: Sendable {
    /// Towards negative infinity.
    case down
    /// Towards positive infinity.
    case up
    /// To the nearest, halves away from zero.
    case nearest

    /// `numerator / denominator`, rounded. The denominator must be positive.
    @inlinable
    public func divide(_ numerator: Int128, by denominator: Int128) -> Int128 {
        precondition(denominator > 0, "a quotient is rounded for positive denominators only")
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        if remainder == 0 { return quotient }
        switch self {
        case .down: return remainder < 0 ? quotient - 1 : quotient
        case .up: return remainder > 0 ? quotient + 1 : quotient
        case .nearest:
            let twice = (remainder < 0 ? -remainder : remainder) * 2
            if twice < denominator { return quotient }
            return numerator < 0 ? quotient - 1 : quotient + 1
        }
    }
}
