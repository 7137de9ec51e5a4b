import Foundation

/// Where the bytes of a file go.
package protocol ByteSink {
    /// Takes all of the bytes or throws.
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws
    mutating func close() throws
}

/// A new file on disk.
package struct FileSink: ByteSink {
    private let handle: FileHandle

    /// Throws where the file cannot be created.
    package init(_ url: URL) throws {
        guard FileManager.default.createFile(atPath: url.path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        handle = try FileHandle(forWritingTo: url)
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        // The handle only reads the bytes, and is done with them when it returns.
        let data = Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count, deallocator: .none)
        try handle.write(contentsOf: data)
    }

    package func close() throws { try handle.close() }
}
