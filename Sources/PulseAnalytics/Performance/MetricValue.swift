/// A figure, or why there is none. Never 0, infinity or NaN in place of "undefined" (P10).
public enum MetricValue: Hashable, Sendable {
    case value(Double)
    case undefined(reason: String)

    /// A number that may have come out as nil, infinite or NaN.
    public init(_ number: Double?, otherwise reason: @autoclosure () -> String) {
        if let number, number.isFinite { self = .value(number) } else { self = .undefined(reason: reason()) }
    }

    /// A quotient, undefined where the denominator is not above zero.
    public static func quotient(_ numerator: Double, _ denominator: Double, otherwise reason: @autoclosure () -> String) -> MetricValue {
        guard denominator > 0 else { return .undefined(reason: reason()) }
        return MetricValue(numerator / denominator, otherwise: "the quotient is not finite")
    }

    /// The number, or nil.
    public var number: Double? {
        if case .value(let number) = self { number } else { nil }
    }

    /// Why there is no number, or nil if there is one.
    public var reason: String? {
        if case .undefined(let reason) = self { reason } else { nil }
    }

    /// What follows from the number; an undefined value stays undefined for the same reason.
    public func flatMap(_ body: (Double) -> MetricValue) -> MetricValue {
        switch self {
        case .value(let number): body(number)
        case .undefined: self
        }
    }
}
