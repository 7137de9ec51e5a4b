/// One kind of measurement.
protocol Benchmark {
    /// The peers' programs that do the same work, and how they name the peer.
    var peers: [Peer] { get }

    /// Measures; the first result is the one that peers are compared with.
    func measure(candles: Int, repeats: Int) throws -> [BenchResult]
}

/// A program of another tool.
struct Peer {
    var program: String
    var name: String
    var arguments: [String] = []
}
