import Foundation
import PulseCore

/// A file of side series to import, and how its text is read.
public struct SideFile: Sendable {
    /// The largest JSON document that is read whole, in bytes.
    package static let maximumDocumentBytes = 64 << 20

    package enum Content: Sendable {
        /// Lines, of which the first may be a header.
        case lines(hasHeader: Bool, makeParser: @Sendable () -> any SideRowParser)
        /// One JSON document; the closure gives for each of its entries what it says or why it cannot be read.
        case document(@Sendable ([UInt8]) throws -> [Result<SideRow, SideRowFault>])
    }

    public let url: URL
    package let content: Content

    package init(url: URL, content: Content) {
        self.url = url
        self.content = content
    }
}

/// Why a row of a file was not understood.
package struct SideRowFault: Error {
    package var reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}
