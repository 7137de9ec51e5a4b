import COpenSSL

/// SHA-256 of what is fed to it, in any number of pieces: identities of runs, strategies and files.
///
/// Numbers are fed in little-endian order, so that the digest is the same on every machine.
public struct ContentDigest: ~Copyable {
    private let context: OpaquePointer

    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto offers no SHA-256")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds raw bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        let done = EVP_DigestUpdate(context, start, bytes.count)
        precondition(done == 1, "SHA-256 refused its input")
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Adds a text and its length, so that two texts in a row cannot be mistaken for two others.
    public mutating func update(_ text: String) {
        update(UInt64(text.utf8.count))
        update(Array(text.utf8))
    }

    /// Adds a number.
    public mutating func update(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { update($0) }
    }

    /// Adds a number.
    public mutating func update(_ number: Int64) {
        update(UInt64(bitPattern: number))
    }

    /// Adds the bits of a number.
    public mutating func update(_ number: Double) {
        update(number.bitPattern)
    }

    /// The 32 bytes of the digest of everything so far.
    public consuming func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 32
        let done = EVP_DigestFinal_ex(context, &digest, &length)
        precondition(done == 1 && length == 32, "SHA-256 has 32 bytes")
        return digest
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public consuming func finishHex() -> String { Self.hex(finish()) }

    /// Bytes as lower-case hexadecimal digits.
    public static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The digest of one piece of bytes, in hexadecimal.
    public static func hex(of bytes: [UInt8]) -> String {
        var digest = ContentDigest()
        digest.update(bytes)
        return digest.finishHex()
    }

    /// The digest of a text's UTF-8 bytes, in hexadecimal.
    public static func hex(of text: String) -> String { hex(of: Array(text.utf8)) }
}
