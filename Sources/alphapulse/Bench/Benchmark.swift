/// One kind of measurement.
protocol Benchmark {
    /// The peers' programs that do the same work, and how they name the peer.
    var peers: [Peer] { get }

    /// Measures; peers are compared with the result they name, the first unless they say otherwise.
    func measure(candles: Int, repeats: Int) throws -> [BenchResult]
}

/// A program of another tool.
struct Peer {
    var program: String
    var name: String
    var arguments: [String] = []
    /// Whether the program's work is measured in candles.
    var takesCandles = true
    /// Which of our results does the same work.
    var result = 0
    /// Which of the program's lines is meant, where it prints several.
    var task: String?
    /// Whether the comparison goes on without it where its packages are missing.
    var isOptional = false
}
