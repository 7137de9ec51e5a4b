/// Elementwise passes over columns, four values at a time: two registers of any x86-64 or arm64 processor.
///
/// Each lane is computed from its own position alone, so neither the length of a column nor where it starts shows in the bits, and an output may be one of
/// the inputs.
enum ColumnMath {
    typealias Lanes = SIMD4<Double>
    typealias Pair = SIMD2<Double>

    /// Runs over `count` positions; the last span may hold fewer than four. A body of more than a few operations should be a local function marked
    /// `@inline(__always)`: it is used twice here, and the optimiser would rather call it.
    @inline(__always)
    static func sweep(_ count: Int, _ body: (LaneSpan) -> Void) {
        let whole = count & ~3
        var start = 0
        while start < whole {
            body(LaneSpan(start: start, count: 4))
            start &+= 4
        }
        if start < count { body(LaneSpan(start: start, count: count &- start)) }
    }

    @inline(__always)
    static func map(_ a: UnsafePointer<Double>, _ count: Int, into output: UnsafeMutablePointer<Double>, _ function: (Lanes) -> Lanes) {
        sweep(count) { $0.store(function($0.load(a)), output) }
    }

    @inline(__always)
    static func map(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int, into output: UnsafeMutablePointer<Double>,
        _ function: (Lanes, Lanes) -> Lanes
    ) {
        sweep(count) { $0.store(function($0.load(a), $0.load(b)), output) }
    }

    @inline(__always)
    static func map(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>, _ count: Int,
        into output: UnsafeMutablePointer<Double>, _ function: (Lanes, Lanes, Lanes) -> Lanes
    ) {
        sweep(count) { $0.store(function($0.load(a), $0.load(b), $0.load(c)), output) }
    }

    /// Applies a function of single values to each lane. Written lane by lane because the compiler makes one `maxpd` of such comparisons, but not always
    /// of a mask.
    @inline(__always)
    static func eachLane(_ a: Lanes, _ b: Lanes, _ function: (Double, Double) -> Double) -> Lanes {
        Lanes(function(a.x, b.x), function(a.y, b.y), function(a.z, b.z), function(a.w, b.w))
    }

    @inline(__always)
    static func eachLane(_ a: Pair, _ b: Pair, _ function: (Double, Double) -> Double) -> Pair {
        Pair(function(a.x, b.x), function(a.y, b.y))
    }

    /// The larger of two; the second where they are not ordered.
    @inline(__always)
    static func larger(_ a: Lanes, _ b: Lanes) -> Lanes { eachLane(a, b) { $0 > $1 ? $0 : $1 } }

    @inline(__always)
    static func larger(_ a: Pair, _ b: Pair) -> Pair { eachLane(a, b) { $0 > $1 ? $0 : $1 } }

    /// The smaller of two; the second where they are not ordered.
    @inline(__always)
    static func smaller(_ a: Lanes, _ b: Lanes) -> Lanes { eachLane(a, b) { $0 < $1 ? $0 : $1 } }

    @inline(__always)
    static func smaller(_ a: Pair, _ b: Pair) -> Pair { eachLane(a, b) { $0 < $1 ? $0 : $1 } }

    /// 0 where negative, NaN where NaN.
    @inline(__always)
    static func positivePart(_ a: Pair) -> Pair { eachLane(Pair(0, 0), a) { $0 > $1 ? $0 : $1 } }

    @inline(__always)
    static func positivePart(_ a: Lanes) -> Lanes { larger(Lanes(repeating: 0), a) }

    @inline(__always)
    static func magnitude(_ a: Pair) -> Pair {
        unsafeBitCast(unsafeBitCast(a, to: SIMD2<UInt64>.self) & 0x7FFF_FFFF_FFFF_FFFF, to: Pair.self)
    }

    @inline(__always)
    static func magnitude(_ a: Lanes) -> Lanes {
        unsafeBitCast(unsafeBitCast(a, to: SIMD4<UInt64>.self) & 0x7FFF_FFFF_FFFF_FFFF, to: Lanes.self)
    }

    /// The square roots of numbers that are not negative. Of magnitudes, because only where the optimiser sees that nothing is negative does it take one
    /// instruction for two lanes; else it takes them apart, with a branch to the C library's `sqrt` for each.
    @inline(__always)
    static func squareRoot(_ a: Pair) -> Pair { Pair(a.x.magnitude.squareRoot(), a.y.magnitude.squareRoot()) }

    /// `a / b`, or 0 where both are 0. `a` must be 0 wherever `b` is.
    ///
    /// 2^-1000 is added to `b`: nothing to a number of any other size, and a divisor where there is none, for less than a choice would cost.
    @inline(__always)
    static func ratio(_ a: Lanes, _ b: Lanes) -> Lanes { a / (b + 0x1p-1000) }

    /// `a / b`, or `neutral` where both are 0. `a` must be 0 wherever `b` is.
    @inline(__always)
    static func ratio(_ a: Lanes, _ b: Lanes, neutral: Lanes) -> Lanes { neutral + ratio(a - neutral * b, b) }

    @inline(__always)
    static func loadPair(_ column: UnsafePointer<Double>, _ index: Int) -> Pair {
        UnsafeRawPointer(column + index).loadUnaligned(as: Pair.self)
    }

    @inline(__always)
    static func storePair(_ pair: Pair, _ column: UnsafeMutablePointer<Double>, _ index: Int) {
        UnsafeMutableRawPointer(column + index).storeBytes(of: pair, as: Pair.self)
    }

    /// Length of the leading run of NaN.
    static func leadingNaNs(_ input: UnsafePointer<Double>, count: Int) -> Int {
        var length = 0
        while length < count, input[length].isNaN { length += 1 }
        return length
    }

    static func fillNaN(_ output: UnsafeMutablePointer<Double>, count: Int) {
        if count > 0 { output.update(repeating: .nan, count: count) }
    }
}

/// Four neighbouring positions of a column, or what is left of it.
struct LaneSpan {
    let start: Int
    let count: Int

    @inline(__always)
    func load(_ column: UnsafePointer<Double>) -> SIMD4<Double> {
        let values = column + start
        if count == 4 { return UnsafeRawPointer(values).loadUnaligned(as: SIMD4<Double>.self) }
        return SIMD4(values[0], count > 1 ? values[1] : 0, count > 2 ? values[2] : 0, 0)
    }

    @inline(__always)
    func store(_ lanes: SIMD4<Double>, _ column: UnsafeMutablePointer<Double>) {
        let values = column + start
        if count == 4 { return UnsafeMutableRawPointer(values).storeBytes(of: lanes, as: SIMD4<Double>.self) }
        values[0] = lanes.x
        if count > 1 { values[1] = lanes.y }
        if count > 2 { values[2] = lanes.z }
    }
}
