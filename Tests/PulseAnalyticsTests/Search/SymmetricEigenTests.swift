import PulseAnalytics
import PulseCore
import Testing

@Suite struct SymmetricEigenTests {
    /// The worst of: V diag(d) V' - A and V'V - I, in units of n ulp (of A's greatest entry), infinite if the values are not in order.
    private static func defect(_ matrix: [Double], _ values: [Double], _ vectors: [Double], _ n: Int) -> Double {
        guard zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 }) else { return .infinity }
        let scale = max(matrix.map(\.magnitude).max() ?? 0, .leastNormalMagnitude)
        var worst = 0.0
        for i in 0..<n {
            for j in 0..<n {
                var (product, gram) = (0.0, 0.0)
                for k in 0..<n {
                    product += vectors[i * n + k] * values[k] * vectors[j * n + k]
                    gram += vectors[k * n + i] * vectors[k * n + j]
                }
                worst = max(worst, (product - matrix[i * n + j]).magnitude / scale, (gram - (i == j ? 1 : 0)).magnitude)
            }
        }
        return worst / (Double(n) * Double.ulpOfOne)
    }

    private static func random(_ n: Int, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        var matrix = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for j in 0...i {
                matrix[i * n + j] = 2 * random.uniform() - 1
                matrix[j * n + i] = matrix[i * n + j]
            }
        }
        return matrix
    }

    private static func decompose(_ matrix: [Double], _ n: Int) -> SymmetricEigen? {
        var eigen = SymmetricEigen(count: n)
        return eigen.decompose(matrix) ? eigen : nil
    }

    /// Storage is reused: what was decomposed before does not show.
    @Test func randomMatrices() throws {
        for n in Array(1...20) + [40, 64] {
            var eigen = SymmetricEigen(count: n)
            for seed in 1...10 as ClosedRange<UInt64> {
                let matrix = Self.random(n, seed: seed)
                let isDone = eigen.decompose(matrix)
                #expect(isDone)
                #expect(Self.defect(matrix, eigen.values, eigen.vectors, n) < 16)
                let twin = try #require(Self.decompose(matrix, n))
                #expect(twin.values == eigen.values && twin.vectors == eigen.vectors)
            }
        }
    }

    @Test func mutantsFailTheCheck() throws {
        let matrix = Self.random(6, seed: 1)
        let eigen = try #require(Self.decompose(matrix, 6))
        var swapped = eigen.vectors
        for row in 0..<6 { swapped.swapAt(row * 6, row * 6 + 1) }
        #expect(Self.defect(matrix, eigen.values, swapped, 6) > 1e6)
        #expect(Self.defect(matrix, eigen.values, eigen.vectors.map { $0 * (1 + 1e-12) }, 6) > 16)
        #expect(Self.defect(matrix, eigen.values.reversed(), eigen.vectors, 6) == .infinity)
    }

    /// The second difference has eigenvalues 2 - 2 cos(k pi / (n + 1)); that of 3 rows 2 - sqrt 2, 2, 2 + sqrt 2.
    @Test func knownValues() throws {
        let eigen = try #require(Self.decompose([2, -1, 0, -1, 2, -1, 0, -1, 2], 3))
        let root = 2.0.squareRoot()
        for (value, expected) in zip(eigen.values, [2 - root, 2, 2 + root]) { #expect(abs(value - expected) < 1e-14) }
        #expect(Self.decompose([3, 0, 0, 0, -1, 0, 0, 0, 2], 3)?.values == [-1, 2, 3])
    }

    @Test func awkwardMatrices() throws {
        let n = 8
        let zero = [Double](repeating: 0, count: n * n)
        #expect(Self.decompose(zero, n)?.values == [Double](repeating: 0, count: n))
        // All ones: n once, 0 seven times.
        let ones = [Double](repeating: 1, count: n * n)
        let flat = try #require(Self.decompose(ones, n))
        #expect(abs(flat.values[n - 1] - Double(n)) < 1e-13)
        // Entries from 1e-21 to 1; then all very small and all very great.
        let graded = Self.random(n, seed: 4).enumerated().map { index, value in
            value * Elementary.pow(10, -Double(3 * min(index / n, index % n)))
        }
        let small = Self.random(n, seed: 5).map { $0 * 1e-150 }
        let great = Self.random(n, seed: 5).map { $0 * 1e150 }
        for matrix in [ones, graded, small, great] {
            let eigen = try #require(Self.decompose(matrix, n))
            #expect(Self.defect(matrix, eigen.values, eigen.vectors, n) < 16)
        }
    }

    @Test func whatIsNoNumberIsRefused() {
        var eigen = SymmetricEigen(count: 2)
        let refusals = [Double.nan, .infinity].map { !eigen.decompose([1, $0, $0, 1]) }
        let isFine = eigen.decompose([1, 0.5, 0.5, 1])
        #expect(refusals == [true, true] && isFine)
    }
}
