/// What a stream connection is subscribed to, and what it answers to control messages. A value: the connection does what it says.
package struct ControlSession: Sendable {
    package let route: VenueRoute
    /// As the client spelled them, in the order of subscription.
    package private(set) var subscriptions: [String] = []
    /// Whether frames are wrapped with the name of their stream.
    package private(set) var isCombined: Bool

    /// What is to be done about a message.
    package struct Outcome: Hashable, Sendable {
        package var reply: String
        package var added: [String] = []
        package var removed: [String] = []
    }

    package init(route: VenueRoute, isCombined: Bool) {
        self.route = route
        self.isCombined = isCombined
    }

    private static let methods = ["SUBSCRIBE", "UNSUBSCRIBE", "LIST_SUBSCRIPTIONS", "SET_PROPERTY", "GET_PROPERTY"]

    /// Subscribes as the URL of a connection asks; false where there are too many.
    package mutating func start(_ names: [String]) -> Bool {
        for name in names where !subscriptions.contains(name) { subscriptions.append(name) }
        return subscriptions.count <= BinanceMarket.streamsPerConnection
    }

    /// Takes a text frame.
    package mutating func handle(_ bytes: [UInt8], isStream: (String) -> Bool) -> Outcome {
        let message: WireJSON
        do {
            message = try WireJSON.read(bytes)
        } catch {
            return Self.failure(3, "Invalid JSON: \(error.reason) at line \(error.line) column \(error.column)", id: nil)
        }
        guard case .object = message else { return Self.failure(2, "Invalid request: expected an object", id: nil) }
        var id: String?
        if let given = message["id"] {
            guard let text = self.id(given) else {
                return Self.failure(2, "Invalid request: request ID must be an unsigned integer", id: nil)
            }
            id = text
        }
        guard let method = message["method"] else { return Self.failure(2, "Invalid request: missing field `method`", id: id) }
        guard case .string(let name, _) = method, Self.methods.contains(name) else {
            var spelled = "?"
            if case .string(let name, _) = method { spelled = String(name.prefix(64)) }
            let known = Self.methods.map { "`\($0)`" }.joined(separator: ", ")
            let column = Self.column(of: spelled, in: bytes)
            return Self.failure(
                2, "Invalid request: unknown variant `\(spelled)`, expected one of \(known) at line 1 column \(column)", id: id)
        }
        switch name {
        case "SUBSCRIBE": return subscribe(message["params"], id, isStream)
        case "UNSUBSCRIBE": return unsubscribe(message["params"], id)
        case "LIST_SUBSCRIPTIONS": return Self.success("[\(subscriptions.map(Self.quoted).joined(separator: ","))]", id: id)
        case "SET_PROPERTY": return setProperty(message["params"], id)
        default: return getProperty(message["params"], id)
        }
    }

    /// The id as it is echoed; nil where it is none. Futures are documented to take unsigned integers alone, but their own client sends
    /// identifiers as text.
    private func id(_ value: WireJSON) -> String? {
        switch value {
        case .number(let text) where UInt64(text) != nil: text
        case .number(let text) where route.market == .spot && Int64(text) != nil: text
        case .null where route.market == .spot: "null"
        case .string(let text, let raw):
            // Letters, digits and hyphens: identifiers that clients draw are of this form.
            text.utf8.count <= 36 && text.utf8.allSatisfy { $0 < 128 && $0 != 0x22 && $0 != 0x5C && $0 >= 0x20 } ? raw : nil
        default: nil
        }
    }

    private static func names(_ parameters: WireJSON?) -> [String]? {
        guard case .array(let elements) = parameters else { return nil }
        var names: [String] = []
        for element in elements {
            guard case .string(let name, _) = element else { return nil }
            names.append(name)
        }
        return names
    }

    private mutating func subscribe(_ parameters: WireJSON?, _ id: String?, _ isStream: (String) -> Bool) -> Outcome {
        guard let names = Self.names(parameters) else {
            return Self.failure(2, "Invalid request: params must be an array of strings", id: id)
        }
        guard names.allSatisfy(isStream) else { return Self.failure(2, "Invalid request: invalid stream", id: id) }
        var added: [String] = []
        for name in names where !subscriptions.contains(name) && !added.contains(name) { added.append(name) }
        guard subscriptions.count + added.count <= BinanceMarket.streamsPerConnection else {
            return Self.failure(4, "Too many subscriptions", id: id)
        }
        subscriptions += added
        var outcome = Self.success("null", id: id)
        outcome.added = added
        return outcome
    }

    private mutating func unsubscribe(_ parameters: WireJSON?, _ id: String?) -> Outcome {
        guard let names = Self.names(parameters) else {
            return Self.failure(2, "Invalid request: params must be an array of strings", id: id)
        }
        let removed = subscriptions.filter { names.contains($0) }
        subscriptions.removeAll { names.contains($0) }
        var outcome = Self.success("null", id: id)
        outcome.removed = removed
        return outcome
    }

    private mutating func setProperty(_ parameters: WireJSON?, _ id: String?) -> Outcome {
        guard case .array(let elements) = parameters, let first = elements.first, elements.count >= 2 else {
            return Self.failure(2, "Invalid request: property name and value are expected", id: id)
        }
        guard elements.count == 2 else { return Self.failure(2, "Invalid request: too many parameters", id: id) }
        guard case .string(let name, _) = first else { return Self.failure(2, "Invalid request: property name must be a string", id: id) }
        guard name == "combined" else { return Self.failure(0, "Unknown property", id: id) }
        guard case .bool(let value) = elements[1] else { return Self.failure(1, "Invalid value type: expected Boolean", id: id) }
        isCombined = value
        return Self.success("null", id: id)
    }

    private func getProperty(_ parameters: WireJSON?, _ id: String?) -> Outcome {
        guard case .array(let elements) = parameters, let first = elements.first else {
            return Self.failure(2, "Invalid request: property name must be a string", id: id)
        }
        guard elements.count == 1 else { return Self.failure(2, "Invalid request: too many parameters", id: id) }
        guard case .string(let name, _) = first else { return Self.failure(2, "Invalid request: property name must be a string", id: id) }
        guard name == "combined" else { return Self.failure(0, "Unknown property", id: id) }
        return Self.success("\(isCombined)", id: id)
    }

    private static func success(_ result: String, id: String?) -> Outcome {
        Outcome(reply: "{\"result\":\(result),\"id\":\(id ?? "null")}")
    }

    private static func failure(_ code: Int, _ message: String, id: String?) -> Outcome {
        Outcome(reply: "{\"error\":{\"code\":\(code),\"msg\":\(quoted(message))},\"id\":\(id ?? "null")}")
    }

    /// The column after a quoted text.
    private static func column(of text: String, in bytes: [UInt8]) -> Int {
        let whole = String(decoding: bytes, as: UTF8.self)
        guard let found = whole.firstRange(of: "\"\(text)\"") else { return 1 }
        return whole[..<found.upperBound].utf8.count
    }

    /// A text as a JSON string.
    package static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20: quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
