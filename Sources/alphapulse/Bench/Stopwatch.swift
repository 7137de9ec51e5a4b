import Foundation

/// Times work: one run that is not counted, then so many that are.
enum Stopwatch {
    static func measure(_ repeats: Int, _ work: () throws -> Void) rethrows -> [Double] {
        try work()
        return try (0..<max(1, repeats)).map { _ in
            let start = DispatchTime.now().uptimeNanoseconds
            try work()
            return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        }
    }
}
