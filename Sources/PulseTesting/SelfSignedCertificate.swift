import Foundation

/// A certificate of one's own making for the loopback addresses, as files in PEM. Needs the program openssl.
public struct SelfSignedCertificate {
    public let certificate: String
    public let key: String

    public static let isPossible = FileManager.default.isExecutableFile(atPath: openssl)
    private static let openssl = "/usr/bin/openssl"

    /// Makes both in a folder. Throws what starting the program throws.
    public init(in folder: TemporaryDirectory) throws {
        certificate = folder.file("cert.pem").path
        key = folder.file("key.pem").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.openssl)
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }
}
