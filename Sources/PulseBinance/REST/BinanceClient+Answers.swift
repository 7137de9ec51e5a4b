import PulseCore

extension BinanceClient {
    /// `?symbol=BTCUSDT&limit=5`, percent-encoded; empty without parameters.
    static func queryText(_ query: [(String, String)]) -> String {
        query.isEmpty ? "" : "?" + query.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
    }

    /// Everything but unreserved characters (RFC 3986) as `%XX` of its UTF-8.
    static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The first 120 characters of a body, on one line.
    static func beginning(_ body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(120), as: UTF8.self)
        let line = String(text.map { $0.isNewline || $0.isWhitespace ? " " : $0 })
        return body.isEmpty ? "(empty)" : "'\(line)\(body.count > 120 ? "…" : "")'"
    }

    static func malformed(_ path: String, _ body: [UInt8]) -> PulseError {
        PulseError(.badData, "the answer to \(path) makes no sense: \(beginning(body))")
    }

    /// An error that the venue reported about the request: `{"code":-1121,"msg":"Invalid symbol."}`.
    static func refusal(_ response: RESTResponse, _ path: String) -> PulseError {
        guard let wire = WireValue(json: response.body), let code = wire["code"]?.integer else {
            return PulseError(.badData, "\(path) was refused (HTTP \(response.status)): \(beginning(response.body))")
        }
        let message = wire["msg"]?.string ?? ""
        let isUnknown = code == -1_121
        return PulseError(isUnknown ? .missing : .badData, "the venue refused \(path): \(message) (\(code))")
    }

    static func stopped(until time: Int64, _ status: Int) -> PulseError {
        let end = Timestamp(milliseconds: time)
        return PulseError(
            .tryAgain, "the venue wants no requests before \(end) (HTTP \(status))", hint: "other programs may share the address")
    }
}
