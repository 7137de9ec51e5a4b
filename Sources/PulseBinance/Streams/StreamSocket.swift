/// One WebSocket of a connection, without its I/O: what is subscribed on it, what was asked, when it may speak.
struct StreamSocket: Sendable {
    enum Phase: Hashable, Sendable {
        case connecting, subscribing, live
    }

    /// A request that waits for its answer.
    struct Request: Hashable, Sendable {
        var streams: [String]
        var isSubscribe: Bool
        var sentAt: Int64
    }

    let id: Int
    let endpoint: Int
    let startedAt: Int64
    private(set) var phase = Phase.connecting
    private(set) var liveSince: Int64?
    private(set) var lastTraffic: Int64
    /// Streams that have told nothing since the socket was opened.
    private(set) var unseen: Set<String> = []
    private(set) var subscribed: Set<String> = []
    /// Streams that the server will not have.
    private(set) var refused: Set<String> = []
    /// Whether the server has announced that it will close.
    private(set) var isLeaving = false
    private var requests: [Int64: Request] = [:]
    private var additions: [[String]] = []
    private var removals: [[String]] = []
    private var nextRequest: Int64 = 1
    /// When messages were sent, of the last second.
    private var sent: [Int64] = []
    private var pong: [UInt8]?
    private var probedAt: Int64?
    private let rules: StreamRules

    init(id: Int, endpoint: Int, rules: StreamRules, at now: Int64) {
        self.id = id
        self.endpoint = endpoint
        self.rules = rules
        startedAt = now
        lastTraffic = now
    }

    mutating func open(_ streams: [String], at now: Int64) {
        phase = .subscribing
        lastTraffic = now
        unseen = Set(streams)
        want(streams)
    }

    /// Wants these streams and no others; what is new comes first.
    mutating func want(_ streams: [String]) {
        guard phase != .connecting else { return }
        let wanted = Set(streams)
        let asked = Set(requests.values.filter(\.isSubscribe).flatMap(\.streams))
        let leaving = Set(requests.values.filter { !$0.isSubscribe }.flatMap(\.streams))
        // What is being dropped and is wanted after all is asked for again: requests are answered in order.
        let kept = subscribed.subtracting(leaving).union(asked)
        let missing = streams.filter { !kept.contains($0) && !refused.contains($0) }
        additions = Self.batches(missing, rules.batch)
        removals = Self.batches(kept.subtracting(wanted).sorted(), rules.batch)
        unseen.formUnion(missing)
        unseen.formIntersection(wanted)
    }

    private static func batches(_ streams: [String], _ size: Int) -> [[String]] {
        stride(from: 0, to: streams.count, by: size).map { Array(streams[$0..<min($0 + size, streams.count)]) }
    }

    mutating func heard(at now: Int64) {
        lastTraffic = now
        probedAt = nil
    }

    mutating func leave() {
        isLeaving = true
    }

    mutating func saw(_ stream: String) {
        unseen.remove(stream)
    }

    /// The last payload counts: a newer ping makes the answer to an older one superfluous.
    mutating func owesPong(_ payload: [UInt8]) {
        pong = payload
    }

    /// The answer to a request; true if there is one of that number.
    mutating func answer(_ number: Int64?, error: String?) {
        // An error without a number can only be about the oldest request.
        guard let key = number ?? requests.keys.min(), let request = requests.removeValue(forKey: key) else { return }
        guard error != nil else {
            if request.isSubscribe { subscribed.formUnion(request.streams) } else { subscribed.subtract(request.streams) }
            return
        }
        guard request.isSubscribe else {
            subscribed.subtract(request.streams)
            return
        }
        // Halved until it shows which of them the server will not have.
        if request.streams.count > 1 {
            let half = request.streams.count / 2
            additions += [Array(request.streams[..<half]), Array(request.streams[half...])]
        } else {
            refused.formUnion(request.streams)
        }
    }

    /// What is to be sent now: pongs first, then what is wanted, and only then what is not wanted any more.
    mutating func speak(at now: Int64) -> [StreamConnection.Action] {
        var actions: [StreamConnection.Action] = []
        sent.removeAll { now - $0 >= 1_000 }
        guard phase != .connecting else { return [] }
        // At once, as the protocol wants it, however often it is asked: a server that pings waits for the answer. It takes requests' turns.
        if let payload = pong {
            pong = nil
            sent = sent.suffix(rules.messagesPerSecond) + [now]
            actions.append(.pong(socket: id, payload))
        }
        // One place in every second is kept for a pong, and requests are spread over it.
        let spacing = Int64(1_000 / max(1, rules.messagesPerSecond - 1))
        let mayAsk = sent.count < rules.messagesPerSecond - 1 && (sent.last.map { now - $0 >= spacing } ?? true)
        if mayAsk, !additions.isEmpty {
            actions.append(ask(additions.removeFirst(), isSubscribe: true, now))
        } else if mayAsk, !removals.isEmpty, !requests.values.contains(where: \.isSubscribe) {
            actions.append(ask(removals.removeFirst(), isSubscribe: false, now))
        } else if mayAsk, now - lastTraffic >= rules.probeAfter, probedAt == nil {
            probedAt = now
            sent.append(now)
            actions.append(.probe(socket: id))
        }
        if phase == .subscribing, hasAll {
            phase = .live
            liveSince = now
        }
        return actions
    }

    /// Whether nothing is left to be subscribed.
    private var hasAll: Bool { additions.isEmpty && !requests.values.contains(where: \.isSubscribe) }

    /// Whether it is live with everything that is wanted by now.
    var carriesAll: Bool { phase == .live && hasAll }

    private mutating func ask(_ streams: [String], isSubscribe: Bool, _ now: Int64) -> StreamConnection.Action {
        let number = nextRequest
        nextRequest += 1
        sent.append(now)
        requests[number] = Request(streams: streams, isSubscribe: isSubscribe, sentAt: now)
        let names = WireValue.list(streams.map { .text($0) }).canonical
        return .send(
            socket: id, "{\"method\":\"\(isSubscribe ? "SUBSCRIBE" : "UNSUBSCRIBE")\",\"params\":\(names),\"id\":\(number)}")
    }

    /// Why the socket is to be given up; nil where it is well.
    func complaint(at now: Int64) -> String? {
        if phase == .connecting { return now - startedAt >= rules.patience ? "no answer to the attempt to connect" : nil }
        if requests.values.contains(where: { now - $0.sentAt >= rules.patience }) { return "no answer to a request" }
        return now - lastTraffic >= rules.silence ? "no traffic" : nil
    }

    /// Whether all that is wanted was heard of on this socket, or there was time enough.
    func hasTakenOver(at now: Int64) -> Bool {
        // What was wanted since it went live must be there too.
        guard carriesAll, let liveSince else { return false }
        return unseen.subtracting(refused).isEmpty || now - liveSince >= rules.overlap
    }
}
