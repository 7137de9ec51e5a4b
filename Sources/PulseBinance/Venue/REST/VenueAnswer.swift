/// What is answered to a request.
package struct VenueAnswer: Sendable {
    package var status: Int
    package var body: [UInt8]
    package var contentType = "application/json;charset=UTF-8"
    package var headers: [Header] = []
    /// What it costs; charged before it is answered.
    package var weight = 1

    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package init(status: Int = 200, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    package init(_ text: String, status: Int = 200) {
        self.init(status: status, body: Array(text.utf8))
    }

    /// `{"code":...,"msg":"..."}`.
    package static func error(_ code: Int, _ message: String, status: Int = 400) -> VenueAnswer {
        VenueAnswer("{\"code\":\(code),\"msg\":\(ControlSession.quoted(message))}", status: status)
    }
}

/// What is wrong with a request, as the venue says it.
package struct VenueRefusal: Error, Hashable, Sendable {
    package var code: Int
    package var message: String
    package var status = 400

    package init(_ code: Int, _ message: String, status: Int = 400) {
        self.code = code
        self.message = message
        self.status = status
    }

    package static let invalidSymbol = VenueRefusal(-1121, "Invalid symbol.")
    package static let invalidInterval = VenueRefusal(-1120, "Invalid interval.")

    package static func missing(_ name: String) -> VenueRefusal {
        VenueRefusal(-1102, "Mandatory parameter '\(name)' was not sent, was empty/null, or malformed.")
    }

    package static func illegal(_ name: String, range: String) -> VenueRefusal {
        VenueRefusal(-1100, "Illegal characters found in parameter '\(name)'; legal range is '\(range)'.")
    }

    package static func notValid(_ name: String) -> VenueRefusal {
        VenueRefusal(-1130, "Data sent for parameter '\(name)' is not valid.")
    }
}
