/// Choices of k among n things.
public enum Combinations {
    /// n! / (k! (n - k)!); nil where it does not fit, 0 for k outside 0...n.
    public static func count(_ n: Int, choose k: Int) -> Int? {
        guard k >= 0, k <= n else { return 0 }
        var result = 1
        for step in 0..<min(k, n - k) {
            // Exact: the product of `step + 1` successive numbers is divisible by `step + 1`.
            let (product, overflow) = result.multipliedReportingOverflow(by: n - step)
            if overflow { return nil }
            result = product / (step + 1)
        }
        return result
    }

    /// All of them in lexicographic order, each ascending: [0, 1], [0, 2], [1, 2] for two of three.
    public static func all(_ n: Int, choose k: Int) -> [[Int]] {
        guard k >= 0, k <= n else { return [] }
        var choice = Array(0..<k)
        var result = [choice]
        while let position = choice.indices.last(where: { choice[$0] < n - k + $0 }) {
            choice[position] += 1
            for next in choice.indices.dropFirst(position + 1) { choice[next] = choice[next - 1] + 1 }
            result.append(choice)
        }
        return result
    }
}
