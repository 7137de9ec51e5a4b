import PulseBinance
import PulseCore

/// A connection and a server that answers, is late, fails and cuts as chance will have it; time is virtual.
struct StreamWorld {
    struct Socket {
        var isOpen = false
        var subscribed: Set<String> = []
        var sent: [Int64] = []
        var pongs: [[UInt8]] = []
    }

    /// What is due at a time.
    private enum Event {
        case input(StreamConnection.Input)
        case subscribe(socket: Int, [String], Bool)
    }

    var connection: StreamConnection
    var sockets: [Int: Socket] = [:]
    var now: Int64 = 0
    var faults: [String] = []
    var connects = 0
    var losses = 0
    var opened: [(at: Int64, endpoint: Int)] = []
    /// Chances of trouble in a thousand; 0 for a good server.
    var trouble: UInt64 = 0
    /// Streams that the server refuses.
    var unwelcome: Set<String> = []
    /// A planted fault: the old socket is closed as soon as its successor is asked for.
    var closesTooEarly = false
    private var random: SplitMix64
    private var isConnected = false
    private var covered: Set<String> = []
    private var fresh: [String: Int64] = [:]
    private var agenda: [(at: Int64, event: Event)] = []
    private let rules: StreamRules

    init(streams: [String], rules: StreamRules, seed: UInt64) {
        random = SplitMix64(seed: seed)
        self.rules = rules
        connection = StreamConnection(streams: streams, endpoints: 3, rules: rules, random: SplitMix64(seed: seed &+ 1), at: 0)
    }

    private mutating func chance(_ perMille: UInt64) -> Bool { random.next() % 1_000 < perMille }

    var isWell: Bool {
        let open = sockets.filter(\.value.isOpen)
        return connection.state == .live && open.count == 1
            && open.first?.value.subscribed == Set(connection.streams).subtracting(unwelcome)
    }

    mutating func announceShutdown() {
        for id in sockets.keys.sorted() { tell(.shutdown(socket: id)) }
    }

    mutating func setStreams(_ streams: [String]) {
        // What was not wanted a moment ago may be on its way out.
        for stream in Set(streams).subtracting(connection.streams) { fresh[stream] = now + 15_000 }
        covered.formIntersection(streams)
        perform(connection.setStreams(streams, at: now))
    }

    /// Lets time pass in steps of 50 ms.
    mutating func run(_ milliseconds: Int64) {
        let end = now + milliseconds
        while now < end {
            now += 50
            let due = agenda.filter { $0.at <= now }
            agenda.removeAll { $0.at <= now }
            for entry in due.shuffled(using: &random) { happen(entry.event) }
            for id in sockets.keys.sorted() where sockets[id]?.isOpen == true {
                if now % 20_000 < 50 { tell(.ping(socket: id, [UInt8(truncatingIfNeeded: now / 20_000)])) }
                if chance(trouble) {
                    sockets[id]?.isOpen = false
                    tell(.closed(socket: id, reason: "cut"))
                } else if chance(trouble / 4) {
                    tell(.shutdown(socket: id))
                } else if let stream = connection.streams.randomElement(using: &random), sockets[id]?.subscribed.contains(stream) == true {
                    tell(connection.listensFor(id) ? .seen(socket: id, stream: stream) : .traffic(socket: id))
                }
            }
            tell(.wake)
            look()
        }
    }

    private mutating func tell(_ input: StreamConnection.Input) { perform(connection.handle(input, at: now)) }

    private mutating func happen(_ event: Event) {
        switch event {
        case .input(let input):
            if case .opened(let id) = input {
                // Given up meanwhile.
                guard connection.owns(id) else { return }
                sockets[id] = Socket(isOpen: true)
            }
            tell(input)
        case .subscribe(let id, let streams, let isSubscribe):
            guard sockets[id]?.isOpen == true else { return }
            if isSubscribe { sockets[id]?.subscribed.formUnion(streams) } else { sockets[id]?.subscribed.subtract(streams) }
        }
    }

    private mutating func perform(_ actions: [StreamConnection.Action]) {
        for action in actions {
            switch action {
            case .open(let id, let endpoint):
                opened.append((now, endpoint))
                if closesTooEarly { for key in sockets.keys { sockets[key]?.isOpen = false } }
                let isGood = !chance(trouble * 10)
                let delay = Int64(50 + random.next() % 400)
                agenda.append((now + delay, .input(isGood ? .opened(socket: id) : .closed(socket: id, reason: "refused"))))
            case .send(let id, let text): send(id, text)
            case .pong(let id, let payload):
                count(id)
                sockets[id]?.pongs.append(payload)
            case .probe(let id): count(id)
            case .close(let id): sockets[id]?.isOpen = false
            case .connected:
                connects += 1
                isConnected = true
            case .lost:
                losses += 1
                isConnected = false
                covered = []
            }
        }
    }

    private mutating func send(_ id: Int, _ text: String) {
        count(id)
        guard let wire = WireValue(json: Array(text.utf8)), let number = wire["id"]?.integer, let method = wire["method"]?.string,
            let names = wire["params"]?.elements?.compactMap(\.string)
        else {
            faults.append("a request that is none: \(text)")
            return
        }
        if names.isEmpty || names.count > 200 { faults.append("\(names.count) streams in a request") }
        if chance(trouble) { return }
        let delay = now + Int64(random.next() % 300)
        if method == "SUBSCRIBE", !unwelcome.isDisjoint(with: names) {
            agenda.append((delay, .input(.reply(socket: id, id: number, error: "2: invalid stream"))))
            return
        }
        agenda.append((delay - 50, .subscribe(socket: id, names, method == "SUBSCRIBE")))
        agenda.append((delay, .input(.reply(socket: id, id: number, error: nil))))
    }

    private mutating func count(_ id: Int) {
        guard sockets[id]?.isOpen == true else {
            return
        }
        sockets[id]?.sent.append(now)
        let recent = sockets[id]?.sent.count { now - $0 < 1_000 } ?? 0
        if recent > rules.messagesPerSecond { faults.append("\(recent) messages in a second") }
    }

    /// What must hold at any time.
    private mutating func look() {
        let open = sockets.values.filter(\.isOpen)
        if open.count > 2 { faults.append("\(open.count) sockets") }
        let subscribed = open.reduce(into: Set<String>()) { $0.formUnion($1.subscribed) }
        // A stream that was there stays there, for as long as it is wanted and no loss was told.
        let (fresh, now) = (fresh, now)
        if isConnected, covered.subtracting(subscribed).contains(where: { fresh[$0, default: 0] < now }) {
            faults.append("a stream was dropped without a word at \(now)")
        }
        covered = isConnected ? subscribed.intersection(connection.streams) : []
    }
}
