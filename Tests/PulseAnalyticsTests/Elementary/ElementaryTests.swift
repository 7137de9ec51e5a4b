import Foundation
import PulseAnalytics
import PulseCore
import Testing

/// Distance in units of the last place of `expected`; 0 where both are the same infinity or NaN.
private func ulps(_ value: Double, _ expected: Double) -> Double {
    if value == expected || (value.isNaN && expected.isNaN) { return 0 }
    return ((value - expected) / expected.ulp).magnitude
}

@Suite("Elementary functions")
struct ElementaryTests {
    @Test("agree with 40-digit arithmetic")
    func reference() {
        for (x, value) in ElementaryReference.exp { #expect(ulps(Elementary.exp(x), value) <= 1, "exp(\(x))") }
        for (x, value) in ElementaryReference.log { #expect(ulps(Elementary.log(x), value) <= 1, "log(\(x))") }
        for (x, value) in ElementaryReference.log1p { #expect(ulps(Elementary.log1p(x), value) <= 2, "log1p(\(x))") }
        for (x, value) in ElementaryReference.expm1 { #expect(ulps(Elementary.expm1(x), value) <= 2, "expm1(\(x))") }
        for (x, value) in ElementaryReference.tanh { #expect(ulps(Elementary.tanh(x), value) <= 4, "tanh(\(x))") }
        for (x, y, value) in ElementaryReference.pow { #expect(ulps(Elementary.pow(x, y), value) <= 4, "pow(\(x), \(y))") }
        for (x, value) in ElementaryReference.cdf { #expect(ulps(Elementary.normalCDF(x), value) <= 8, "normalCDF(\(x))") }
        for (p, value) in ElementaryReference.quantile { #expect(ulps(Elementary.normalQuantile(p), value) <= 8, "normalQuantile(\(p))") }
    }

    @Test("two hyperbolic tangents at once have the bits of each alone")
    func twoLanes() {
        var random = SplitMix64(seed: 11)
        func same(_ a: Double, _ b: Double) -> Bool {
            let both = Elementary.tanh(SIMD2(a, b))
            return both.x.bitPattern == Elementary.tanh(a).bitPattern && both.y.bitPattern == Elementary.tanh(b).bitPattern
        }
        for _ in 0..<100_000 {
            let wide = (random.uniform() - 0.5) * 60
            let narrow = (random.uniform() - 0.5) * 4
            let tiny = narrow * 0x1p-29
            #expect(same(wide, narrow) && same(narrow, -narrow) && same(tiny, narrow))
        }
        for special in [0, -0.0, 1, -1, 19, 22, 0x1p-28, .infinity, -.infinity, .nan] { #expect(same(special, 0.5) && same(0.5, special)) }
    }

    @Test("stay within ulps of the C library on random arguments")
    func library() {
        var random = SplitMix64(seed: 7)
        var worst = (exp: 0.0, log: 0.0, tanh: 0.0, pow: 0.0, expm1: 0.0, log1p: 0.0)
        for _ in 0..<200_000 {
            let wide = (random.uniform() - 0.5) * 1400
            let narrow = (random.uniform() - 0.5) * 8
            let positive = Double(bitPattern: random.next() >> 1)
            worst.exp = max(
                worst.exp, ulps(Elementary.exp(wide), Foundation.exp(wide)), ulps(Elementary.exp(narrow), Foundation.exp(narrow)))
            if positive.isFinite { worst.log = max(worst.log, ulps(Elementary.log(positive), Foundation.log(positive))) }
            let near = 1 + narrow * 0.1
            worst.log = max(worst.log, ulps(Elementary.log(near), Foundation.log(near)))
            worst.tanh = max(worst.tanh, ulps(Elementary.tanh(narrow), Foundation.tanh(narrow)))
            worst.expm1 = max(worst.expm1, ulps(Elementary.expm1(narrow), Foundation.expm1(narrow)))
            let above = narrow * 0.2
            worst.log1p = max(worst.log1p, ulps(Elementary.log1p(above), Foundation.log1p(above)))
            let base = random.uniform() * 50 + 1e-3
            worst.pow = max(worst.pow, ulps(Elementary.pow(base, narrow * 20), Foundation.pow(base, narrow * 20)))
        }
        #expect(worst.exp <= 2 && worst.log <= 2 && worst.expm1 <= 3 && worst.log1p <= 3 && worst.tanh <= 4 && worst.pow <= 4, "\(worst)")
    }

    @Test("normal distribution: symmetric, monotone, and its quantile is its inverse")
    func normal() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<50_000 {
            let x = (random.uniform() - 0.5) * 12
            let p = Elementary.normalCDF(x)
            #expect((p + Elementary.normalCDF(-x) - 1).magnitude <= 2.3e-16)
            #expect(Elementary.normalCDF(x + 1e-9) >= p)
            let libc = 0.5 * erfc(-x / 2.0.squareRoot())
            #expect((p / libc - 1).magnitude < 2e-14, "normalCDF(\(x))")
            if x < 0 { #expect((Elementary.normalQuantile(p) / x - 1).magnitude < 1e-14 + 4e-16 / x.magnitude, "normalQuantile(\(p))") }
        }
        for p in stride(from: 0.5, to: 1, by: 1.0 / 1024) {
            #expect(Elementary.normalQuantile(p) == -Elementary.normalQuantile(1 - p))
        }
    }

    @Test("special values follow C99 annex F")
    func specials() {
        #expect(Elementary.exp(0) == 1 && Elementary.exp(-.infinity) == 0 && Elementary.exp(.infinity) == .infinity)
        #expect(Elementary.exp(710) == .infinity && Elementary.exp(-746) == 0 && Elementary.exp(.nan).isNaN)
        #expect(
            Elementary.log(0) == -.infinity && Elementary.log(1) == 0 && Elementary.log(-1).isNaN && Elementary.log(.infinity) == .infinity)
        #expect(
            Elementary.log(.nan).isNaN && Elementary.log1p(-1) == -.infinity && Elementary.log1p(-2).isNaN && Elementary.log1p(.nan).isNaN)
        #expect(Elementary.tanh(.infinity) == 1 && Elementary.tanh(-.infinity) == -1 && Elementary.tanh(.nan).isNaN)
        #expect(Elementary.tanh(-0.0).sign == .minus)
        for (x, y) in [
            (0.0, 3.0), (-0.0, 3), (-0.0, -3), (0, -2), (-8, 1.0 / 3), (-1, .infinity), (0.5, .infinity), (2, -.infinity), (-.infinity, 3),
            (-.infinity, -3), (.infinity, -0.5), (.nan, 0), (1, .nan), (.nan, 1), (-2, 1e300), (0.5, -1e300), (-1, 0x1p53),
            (1 - 0x1p-53, 0x1p62),
        ] as [(Double, Double)] {
            let expected = Foundation.pow(x, y)
            let value = Elementary.pow(x, y)
            #expect(ulps(value, expected) <= 2 && value.sign == expected.sign || value.isNaN && expected.isNaN, "pow(\(x), \(y))")
        }
        #expect(Elementary.normalCDF(.infinity) == 1 && Elementary.normalCDF(-.infinity) == 0 && Elementary.normalCDF(.nan).isNaN)
        #expect(Elementary.normalQuantile(0) == -.infinity && Elementary.normalQuantile(1) == .infinity)
        #expect(Elementary.normalQuantile(0.5) == 0 && Elementary.normalQuantile(-0.1).isNaN && Elementary.normalQuantile(.nan).isNaN)
    }
}
