import PulseCore

/// A connection that carries streams for as long as they are wanted, over as many WebSockets as that takes: a state machine without I/O
/// or clock, which is told what happened and says what to do.
///
/// It subscribes in batches within the server's limit of messages, answers pings, replaces a socket before the server's 24 hours are over
/// by one that carries all streams already, and after a loss tries the next endpoint, after a delay that grows and is random.
/// During a replacement both sockets deliver: dropping what comes twice is the consumer's business.
public struct StreamConnection: Sendable {
    /// What happened.
    public enum Input: Hashable, Sendable {
        /// Time passed; nothing else did.
        case wake
        /// A WebSocket that was asked for is open.
        case opened(socket: Int)
        /// An answer to a request; an error has a text.
        case reply(socket: Int, id: Int64?, error: String?)
        /// Something came in.
        case traffic(socket: Int)
        /// A stream told something; only asked for while `listensFor` says so.
        case seen(socket: Int, stream: String)
        case ping(socket: Int, [UInt8])
        /// The server announced that it will close.
        case shutdown(socket: Int)
        /// The socket is gone, or never came.
        case closed(socket: Int, reason: String)
        /// All streams are silent though the socket seems to live.
        case mute
    }

    /// What to do.
    public enum Action: Hashable, Sendable {
        case open(socket: Int, endpoint: Int)
        case send(socket: Int, String)
        case pong(socket: Int, [UInt8])
        case probe(socket: Int)
        case close(socket: Int)
        /// All streams are subscribed; what happened before may be lost.
        case connected
        case lost(reason: String)
    }

    public enum State: String, Hashable, Sendable, Codable {
        case waiting, connecting, subscribing, live, renewing
    }

    public private(set) var streams: [String]
    /// Sockets that were lost.
    public private(set) var losses = 0
    /// Sockets that were replaced without a loss.
    public private(set) var renewals = 0
    private var current: StreamSocket?
    private var successor: StreamSocket?
    private var isConnected = false
    private var failures = 0
    private var failedAt: Int64 = .min
    private var endpoint = 0
    private var retryAt: Int64
    private var renewAt: Int64 = .max
    private var nextSocket = 0
    private var random: SplitMix64
    private let endpoints: Int
    private let rules: StreamRules

    /// - Parameter endpoints: how many hosts there are to choose from.
    /// - Parameter now: milliseconds of any clock that does not go back.
    public init(streams: [String], endpoints: Int, rules: StreamRules, random: SplitMix64, at now: Int64) {
        self.streams = streams
        self.endpoints = max(1, endpoints)
        self.rules = rules
        self.random = random
        retryAt = now
    }

    public var state: State {
        guard let current else { return .waiting }
        if successor != nil { return .renewing }
        switch current.phase {
        case .connecting: return .connecting
        case .subscribing: return .subscribing
        case .live: return .live
        }
    }

    /// The endpoint in use, or to be used next.
    public var currentEndpoint: Int { current?.endpoint ?? endpoint }

    /// Streams that the server refused.
    public var refused: Set<String> { current?.refused ?? [] }

    /// Whether it matters which streams a socket delivers.
    public func listensFor(_ socket: Int) -> Bool { successor?.id == socket }

    /// Whether a socket is this connection's.
    public func owns(_ socket: Int) -> Bool { current?.id == socket || successor?.id == socket }

    /// Wants these streams from now on. New ones are subscribed before others are dropped.
    public mutating func setStreams(_ streams: [String], at now: Int64) -> [Action] {
        self.streams = streams
        current?.want(streams)
        successor?.want(streams)
        return handle(.wake, at: now)
    }

    /// Gives up: the sockets to be closed. Nothing is opened any more.
    public mutating func stop() -> [Action] {
        let open = [current, successor].compactMap { $0 }
        current = nil
        successor = nil
        isConnected = false
        streams = []
        return open.map { .close(socket: $0.id) }
    }

    /// Takes note of what happened; what was told of sockets that are gone is passed over.
    public mutating func handle(_ input: Input, at now: Int64) -> [Action] {
        var actions: [Action] = []
        switch input {
        case .wake: break
        case .opened(let id): update(id) { [streams] in $0.open(streams, at: now) }
        case .reply(let id, let number, let error):
            update(id) {
                $0.heard(at: now)
                $0.answer(number, error: error)
            }
        case .traffic(let id): update(id) { $0.heard(at: now) }
        case .seen(let id, let stream):
            update(id) {
                $0.heard(at: now)
                $0.saw(stream)
            }
        case .ping(let id, let payload):
            update(id) {
                $0.heard(at: now)
                $0.owesPong(payload)
            }
        case .shutdown(let id):
            update(id) { $0.leave() }
            if current?.id == id { renewAt = min(renewAt, now) }
        case .closed(let id, let reason): drop(id, reason, now, &actions, isOpen: false)
        case .mute:
            if let id = current?.id, current?.phase == .live { drop(id, "all streams are silent", now, &actions, isOpen: true) }
        }
        advance(now, &actions)
        return actions
    }

    private mutating func update(_ id: Int, _ change: (inout StreamSocket) -> Void) {
        if current?.id == id, var socket = current {
            change(&socket)
            current = socket
        } else if successor?.id == id, var socket = successor {
            change(&socket)
            successor = socket
        }
    }

    /// Everything that follows from the time.
    private mutating func advance(_ now: Int64, _ actions: inout [Action]) {
        for socket in [current, successor] {
            if let socket, let reason = socket.complaint(at: now) { drop(socket.id, reason, now, &actions, isOpen: true) }
        }
        if current == nil, now >= retryAt, !streams.isEmpty { current = open(now, &actions) }
        if let socket = current, socket.phase == .live, successor == nil, now >= renewAt, now >= retryAt {
            successor = open(now, &actions)
        }
        actions += current?.speak(at: now) ?? []
        actions += successor?.speak(at: now) ?? []
        if !isConnected, let socket = current, socket.phase == .live {
            isConnected = true
            renewAt = renewal(socket, now)
            actions.append(.connected)
        }
        // A good time since the last failure: the old socket living on says nothing of those that fail to replace it.
        if isConnected, let since = current?.liveSince, now - max(since, failedAt) >= rules.stableAfter { failures = 0 }
        if let next = successor, next.hasTakenOver(at: now), let old = current {
            actions.append(.close(socket: old.id))
            current = next
            successor = nil
            renewals += 1
            renewAt = renewal(next, now)
        }
    }

    /// When a socket is to be replaced: up to a twentieth before its time, so that several do not do it at once; now where its server leaves.
    private mutating func renewal(_ socket: StreamSocket, _ now: Int64) -> Int64 {
        if socket.isLeaving { return now }
        return socket.startedAt + rules.lifetime - Int64(random.uniform() * Double(rules.lifetime) / 20)
    }

    private mutating func open(_ now: Int64, _ actions: inout [Action]) -> StreamSocket {
        let socket = StreamSocket(id: nextSocket, endpoint: endpoint, rules: rules, at: now)
        nextSocket += 1
        actions.append(.open(socket: socket.id, endpoint: endpoint))
        return socket
    }

    /// A socket is lost, or given up.
    private mutating func drop(_ id: Int, _ reason: String, _ now: Int64, _ actions: inout [Action], isOpen: Bool) {
        guard owns(id) else { return }
        if isOpen { actions.append(.close(socket: id)) }
        if current?.id == id, isConnected, let next = successor, next.carriesAll {
            // Closed by its server before every stream of the other was heard: those are subscribed all the same.
            current = next
            successor = nil
            renewals += 1
            renewAt = renewal(next, now)
            return
        }
        losses += 1
        failures += 1
        failedAt = now
        let limit = min(60, (1 << min(failures, 6)) - 1)
        retryAt = now + Int64((random.uniform() * Double(limit) + 1) * Double(rules.delayUnit))
        endpoint = (endpoint + 1) % endpoints
        if successor?.id == id {
            // The old one goes on; another successor is tried later.
            successor = nil
            return
        }
        if isConnected {
            isConnected = false
            actions.append(.lost(reason: reason))
        }
        current = successor
        successor = nil
        renewAt = .max
    }
}
