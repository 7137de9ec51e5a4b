import NIOSSL
import PulseCore

extension TLSConfiguration {
    /// For clients.
    /// - Parameter trustRoots: a PEM file in place of the system's certificates. Throws `configuration` where it cannot be read.
    static func client(trustRoots: String?) throws(PulseError) -> TLSConfiguration {
        var configuration = makeClientConfiguration()
        guard let trustRoots else { return configuration }
        do {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(trustRoots))
        } catch {
            throw PulseError(.configuration, "the certificates cannot be read: \(error)", at: SourceLocation(file: trustRoots))
        }
        return configuration
    }
}
