import PulseStore

/// The keys of an answer to a request: `{"result":...,"id":...}`, `{"error":{"code":...,"msg":...},"id":...}`, or the same flat.
struct ReplyFields {
    private var result: JSONToken?
    private var error: JSONToken?
    private var code: JSONToken?
    private var message: JSONToken?
    private var id: JSONToken?

    mutating func note(_ key: JSONToken, _ value: JSONToken) {
        if key.isText("result") { result = value }
        if key.isText("error") { error = value }
        if key.isText("code") { code = value }
        if key.isText("msg") { message = value }
        if key.isText("id") { id = value }
    }

    /// Nil where it is no answer.
    var outcome: FrameOutcome? {
        let number = id.flatMap { $0.kind == .number ? DecimalParser.integer($0.start, $0.end) : nil }
        if let error, error.kind == .object {
            var nested = ReplyFields()
            var cursor = JSONCursor(inside: error)
            var isFirst = true
            while let (key, value) = cursor.member(isFirst: &isFirst) { nested.note(key, value) }
            return .reply(id: number, error: nested.text)
        }
        if code != nil, message != nil { return .reply(id: number, error: text) }
        if result != nil, id != nil { return .reply(id: number, error: nil) }
        return nil
    }

    private var text: String {
        let code = code.map { String(decoding: UnsafeBufferPointer(start: $0.start, count: min(20, $0.count)), as: UTF8.self) } ?? "?"
        let message = message.flatMap { $0.kind == .string ? WireValue.unescaped($0) : nil } ?? ""
        return "\(code): \(message.prefix(200))"
    }
}
