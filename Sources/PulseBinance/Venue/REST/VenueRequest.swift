/// A request as it came in: method, path, decoded parameters.
package struct VenueRequest: Hashable, Sendable {
    package struct Parameter: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package var method: String
    /// Decoded, without the query.
    package var path: String
    package var parameters: [Parameter]
    /// Whether the query is in a form that nobody writes: broken escapes, no UTF-8.
    package var isMalformed = false
    /// Whether spot times shall be told in microseconds; nil for a header that says something else.
    package var isMicroseconds: Bool? = false
    package var acceptsHTML = false

    /// Parameters that a request may have (P9).
    package static let maximumParameters = 64

    package init(method: String, uri: String) {
        self.method = method
        let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        parameters = []
        if let path = Self.decoded(parts[0], plusIsBlank: false) {
            self.path = path
        } else {
            path = String(parts[0])
            isMalformed = true
        }
        guard parts.count == 2 else { return }
        for piece in parts[1].split(separator: "&") {
            let pair = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parameters.count < Self.maximumParameters, let name = Self.decoded(pair[0], plusIsBlank: true),
                let value = pair.count == 2 ? Self.decoded(pair[1], plusIsBlank: true) : ""
            else {
                isMalformed = true
                return
            }
            parameters.append(Parameter(name: name, value: value))
        }
    }

    /// Units of time that the spot market is asked for, by a header or by a stream connection's URL, and whether they are microseconds.
    package static let timeUnits = ["MICROSECOND": true, "microsecond": true, "MILLISECOND": false, "millisecond": false]

    /// Whether a stream connection asks for microseconds; nil for a unit that there is not.
    package var streamsMicroseconds: Bool? {
        guard let unit = self["timeUnit"] else { return false }
        return Self.timeUnits[unit]
    }

    /// The value of the first parameter of a name.
    package subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Percent-escapes replaced; nil where one is broken or the bytes are no UTF-8.
    package static func decoded(_ text: some StringProtocol, plusIsBlank: Bool) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
                bytes.append(code)
                rest = rest.dropFirst(2)
            case UInt8(ascii: "+") where plusIsBlank: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
