/// Sobol's low-discrepancy sequence in Gray code order (Antonov & Saleev 1979), 32 bits a coordinate.
///
/// Direction numbers: S. Joe and F. Y. Kuo 2008, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci.
/// Comput. 30, their file `new-joe-kuo-6.21201`, first 64 coordinates.
public struct SobolSequence: Sendable {
    public static let largestCount = 64

    /// Coordinates of a point.
    public let count: Int
    private let directions: [UInt32]
    private let shift: [UInt64]
    private var state: [UInt32]
    private var index: UInt32 = 0
    private var isOver = false

    /// `shift`: 53 random bits for each coordinate, which its binary digits are added to; none for the plain sequence, whose first point is
    /// the corner 0.
    public init(count: Int, shift: [UInt64]? = nil) {
        precondition(count >= 0 && count <= Self.largestCount, "there are direction numbers for 64 coordinates")
        precondition(shift.map { $0.count == count } ?? true, "one shift for each coordinate")
        self.count = count
        self.shift = shift ?? [UInt64](repeating: 0, count: count)
        state = [UInt32](repeating: 0, count: count)
        directions = Self.directions(count)
    }

    /// The next point, each coordinate a multiple of 2^-53 in 0..<1; nil after 2^32 of them.
    public mutating func next() -> [Double]? {
        guard !isOver else { return nil }
        let point = (0..<count).map { Double((UInt64(state[$0]) << 21) ^ shift[$0]) * 0x1p-53 }
        let bit = (~index).trailingZeroBitCount
        if bit < 32 {
            for coordinate in 0..<count { state[coordinate] ^= directions[coordinate * 32 + bit] }
            index += 1
        } else {
            isOver = true
        }
        return point
    }

    /// 32 direction numbers for each coordinate, by the recurrence of its primitive polynomial.
    private static func directions(_ count: Int) -> [UInt32] {
        var directions: [UInt32] = []
        directions.reserveCapacity(count * 32)
        var entry = 0
        for coordinate in 0..<count {
            guard coordinate > 0 else {
                directions += (0..<32).map { 1 << (31 - $0) }
                continue
            }
            let polynomial = UInt32(table[entry])
            let degree = 31 - polynomial.leadingZeroBitCount
            var row = (0..<degree).map { UInt32(table[entry + 1 + $0]) << (31 - UInt32($0)) }
            for bit in degree..<32 {
                var value = row[bit - degree] ^ (row[bit - degree] >> UInt32(degree))
                for term in 1..<degree where (polynomial >> UInt32(degree - term)) & 1 == 1 { value ^= row[bit - term] }
                row.append(value)
            }
            directions += row
            entry += 1 + degree
        }
        return directions
    }

    /// For each coordinate but the first: its primitive polynomial as bits, then as many initial numbers as the polynomial's degree.
    private static let table: [UInt16] = [
        3, 1, 7, 1, 3, 11, 1, 3, 1, 13, 1, 1, 1, 19, 1, 1, 3, 3, 25, 1, 3, 5, 13, 37, 1, 1, 5, 5, 17, 41, 1, 1, 5, 5, 5,
        47, 1, 1, 7, 11, 19, 55, 1, 1, 5, 1, 1, 59, 1, 1, 1, 3, 11, 61, 1, 3, 5, 5, 31, 67, 1, 3, 3, 9, 7, 49, 91, 1, 1, 1, 15, 21, 21,
        97, 1, 3, 1, 13, 27, 49, 103, 1, 1, 1, 15, 7, 5, 109, 1, 3, 1, 15, 13, 25, 115, 1, 1, 5, 5, 19, 61,
        131, 1, 3, 7, 11, 23, 15, 103, 137, 1, 3, 7, 13, 13, 15, 69, 143, 1, 1, 3, 13, 7, 35, 63, 145, 1, 3, 5, 9, 1, 25, 53,
        157, 1, 3, 1, 13, 9, 35, 107, 167, 1, 3, 1, 5, 27, 61, 31, 171, 1, 1, 5, 11, 19, 41, 61, 185, 1, 3, 5, 3, 3, 13, 69,
        191, 1, 1, 7, 13, 1, 19, 1, 193, 1, 3, 7, 5, 13, 19, 59, 203, 1, 1, 3, 9, 25, 29, 41, 211, 1, 3, 5, 13, 23, 1, 55,
        213, 1, 3, 7, 3, 13, 59, 17, 229, 1, 3, 1, 3, 5, 53, 69, 239, 1, 1, 5, 5, 23, 33, 13, 241, 1, 1, 7, 7, 1, 61, 123,
        247, 1, 1, 7, 9, 13, 61, 49, 253, 1, 3, 3, 5, 3, 55, 33, 285, 1, 3, 1, 15, 31, 13, 49, 245, 299, 1, 3, 5, 15, 31, 59, 63, 97,
        301, 1, 3, 1, 11, 11, 11, 77, 249, 333, 1, 3, 1, 11, 27, 43, 71, 9, 351, 1, 1, 7, 15, 21, 11, 81, 45,
        355, 1, 3, 7, 3, 25, 31, 65, 79, 357, 1, 3, 1, 1, 19, 11, 3, 205, 361, 1, 1, 5, 9, 19, 21, 29, 157,
        369, 1, 3, 7, 11, 1, 33, 89, 185, 391, 1, 3, 3, 3, 15, 9, 79, 71, 397, 1, 3, 7, 11, 15, 39, 119, 27,
        425, 1, 1, 3, 1, 11, 31, 97, 225, 451, 1, 1, 1, 3, 23, 43, 57, 177, 463, 1, 3, 7, 7, 17, 17, 37, 71,
        487, 1, 3, 1, 5, 27, 63, 123, 213, 501, 1, 1, 3, 5, 11, 43, 53, 133, 529, 1, 3, 5, 5, 29, 17, 47, 173, 479,
        539, 1, 3, 3, 11, 3, 1, 109, 9, 69, 545, 1, 1, 1, 5, 17, 39, 23, 5, 343, 557, 1, 3, 1, 5, 25, 15, 31, 103, 499,
        563, 1, 1, 1, 11, 11, 17, 63, 105, 183, 601, 1, 1, 5, 11, 9, 29, 97, 231, 363, 607, 1, 1, 5, 15, 19, 45, 41, 7, 383,
        617, 1, 3, 7, 7, 31, 19, 83, 137, 221, 623, 1, 1, 1, 3, 23, 15, 111, 223, 83, 631, 1, 1, 5, 13, 31, 15, 55, 25, 161,
        637, 1, 1, 3, 13, 25, 47, 39, 87, 257,
    ]
}
