import PulseCore

/// Turns the lines of one file into observations.
package protocol SideRowParser {
    /// Reads one line and appends what it says; returns why it cannot be read, or nil where all is well.
    mutating func parse(_ line: UnsafeBufferPointer<UInt8>, into rows: inout [SideRow]) -> String?

    /// What the user should know of the file when all of it was read.
    var warnings: [String] { get }
}

extension SideRowParser {
    package var warnings: [String] { [] }
}
