import Dispatch
import NIOCore
import NIOWebSocket
import PulseCore
import Synchronization

/// Carries out what the connections say, decodes what comes in, and delivers it. Everything happens on one event loop.
final class StreamDriver: @unchecked Sendable {
    /// A socket of a connection.
    struct SocketKey: Hashable, Sendable {
        var line: Int
        var socket: Int
    }

    /// What is seen from other threads.
    struct Shared: Sendable {
        var counts = StreamCounts()
        var quarantine: [QuarantinedFrame] = []
    }

    /// Frames that are kept aside.
    static let quarantineLimit = 256
    private static let keptBytes = 64 << 10
    private static let tick = TimeAmount.milliseconds(50)
    static let silenceInterval: Int64 = 500
    static let poll = TimeAmount.milliseconds(5)

    let loop: any EventLoop
    let shared = Mutex(Shared())
    let hosts: [StreamHost]
    private let dialer: StreamDialer
    let sink: any FeedSink
    let rules: StreamRules
    private let decoder = FrameDecoder(instruments: [])
    let kinds: [StreamKind]
    var plan: StreamPlan
    var lines: [Int: StreamConnection] = [:]
    var channels: [SocketKey: any Channel] = [:]
    /// Sockets that are not open yet: a server may take the connection and never answer the handshake.
    var dialling: [SocketKey: any Channel] = [:]
    /// Answers to pings that wait until their sockets take more.
    var pongs: [SocketKey: [UInt8]] = [:]
    var waiting: [(key: SocketKey, endpoint: Int)] = []
    private var budget = ConnectBudget()
    var watch: SilenceWatch
    /// Names and watch numbers by kind and instrument.
    var directory: StreamDirectory
    private var random: SplitMix64
    private var pending: [FeedMessage] = []
    var counts = StreamCounts()
    /// Sockets with traffic since the last tick: their connections are told then, not frame by frame.
    var heardOf: Set<SocketKey> = []
    private var lastHeard: SocketKey?
    /// Frames of each connection, when its last one came, and its pace since it was up for the first time.
    var traffic: [Int: (frames: UInt64, last: UInt64, pace: ConnectionPace?)] = [:]
    let timeScale: Double
    /// Whether any connection is being replaced.
    private var isOverlapping = false
    var checkedAt: Int64 = 0
    var isPaused = false
    var isStopped = false
    private var ticking: RepeatedTask?
    /// Why a connection was lost last, for whoever waits for the first one.
    private(set) var lastReason: String?
    private var whenLive: EventLoopPromise<Void>?
    private var everLive: Set<Int> = []

    init(
        market: BinanceMarket, hosts: [StreamHost], kinds: [StreamKind], sink: any FeedSink, options: StreamOptions, loop: any EventLoop
    ) throws {
        self.loop = loop
        self.hosts = hosts
        self.kinds = kinds
        self.sink = sink
        var rules = options.rules ?? StreamRules(market)
        if options.rules == nil { rules.lifetime = max(60_000, Int64(Double(rules.lifetime) / max(options.timeScale, 1e-3))) }
        self.rules = rules
        dialer = try StreamDialer(
            loop: loop, isSecure: hosts.contains(where: \.isSecure), trustRoots: options.trustRoots, resolver: options.resolver)
        plan = StreamPlan(market: market, capacity: options.streamsPerConnection)
        timeScale = options.timeScale
        watch = SilenceWatch(scale: options.timeScale, mute: rules.mute)
        directory = StreamDirectory(kinds: kinds)
        random = SplitMix64(seed: options.seed)
    }

    static func nanoseconds() -> UInt64 { DispatchTime.now().uptimeNanoseconds }
    static func now() -> Int64 { Int64(nanoseconds() / 1_000_000) }

    // MARK: What is wanted

    func start(_ instruments: [(symbol: String, index: Int)], whenLive promise: EventLoopPromise<Void>) {
        loop.preconditionInEventLoop()
        whenLive = promise
        setInstruments(instruments)
        ticking = loop.scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { [weak self] _ in self?.wake() }
    }

    func setInstruments(_ instruments: [(symbol: String, index: Int)]) {
        loop.preconditionInEventLoop()
        let now = Self.now()
        decoder.setInstruments(instruments)
        for slot in directory.update(instruments) { watch.forget(slot) }
        plan.update(symbols: instruments.map(\.symbol), kinds: kinds)
        let wanted = Dictionary(uniqueKeysWithValues: plan.lines.map { ($0.id, $0) })
        for id in lines.keys.sorted() where wanted[id] == nil {
            perform(lines[id]?.stop() ?? [], id)
            lines[id] = nil
        }
        for line in plan.lines {
            if lines[line.id] == nil {
                let seed = SplitMix64(seed: random.next())
                lines[line.id] = StreamConnection(streams: line.streams, endpoints: hosts.count, rules: rules, random: seed, at: now)
                apply(.wake, line.id)
            } else if lines[line.id]?.streams != line.streams {
                let fresh = Set(line.streams).subtracting(lines[line.id]?.streams ?? [])
                for name in fresh { beginWatch(name, now) }
                perform(lines[line.id]?.setStreams(line.streams, at: now) ?? [], line.id)
            }
        }
        checkLive()
        publish()
    }

    func stop() {
        loop.preconditionInEventLoop()
        isStopped = true
        ticking?.cancel()
        for id in lines.keys.sorted() { perform(lines[id]?.stop() ?? [], id) }
        waiting = []
        flush()
        publish()
        whenLive?.fail(CancellationError())
        whenLive = nil
    }

    // MARK: What happened

    /// A socket is connected; false where it was given up meanwhile.
    func dialled(_ key: SocketKey, _ channel: any Channel) -> Bool {
        guard !isStopped, lines[key.line]?.owns(key.socket) == true else { return false }
        dialling[key] = channel
        return true
    }

    func opened(_ key: SocketKey, _ channel: any Channel) {
        dialling[key] = nil
        guard !isStopped, lines[key.line]?.owns(key.socket) == true else {
            channel.close(promise: nil)
            return
        }
        channels[key] = channel
        if isPaused { channel.setOption(.autoRead, value: false).whenFailure { _ in } }
        apply(.opened(socket: key.socket), key.line)
    }

    func received(_ buffer: ByteBuffer, on key: SocketKey) {
        let receivedAt = Self.nanoseconds()
        counts.frames += 1
        note(key.line, receivedAt)
        counts.bytes += UInt64(buffer.readableBytes)
        let before = pending.count
        let outcome = buffer.withUnsafeReadableBytes { decoder.decode($0, receivedAt: receivedAt, into: &pending) }
        let now = Int64(receivedAt / 1_000_000)
        switch outcome {
        case .events:
            let listens = isOverlapping && lines[key.line]?.listensFor(key.socket) ?? false
            for index in before..<pending.count {
                let event = pending[index].event
                counts.note(event)
                guard let slot = directory.slot(of: event) else { continue }
                watch.note(slot, at: now)
                if listens { apply(.seen(socket: key.socket, stream: directory.name(slot)), key.line) }
            }
        case .ignored: counts.ignored += 1
        case .reply(let id, let error):
            // Deliver what came before, so that events keep their order.
            apply(.reply(socket: key.socket, id: id, error: error), key.line)
        case .shutdown: apply(.shutdown(socket: key.socket), key.line)
        case .quarantined(let reason): quarantine(buffer, reason, key, receivedAt)
        }
        heard(on: key)
    }

    func heard(on key: SocketKey) {
        guard key != lastHeard else { return }
        lastHeard = key
        heardOf.insert(key)
    }

    func pinged(_ payload: ByteBuffer, on key: SocketKey) {
        apply(.ping(socket: key.socket, Array(payload.readableBytesView)), key.line)
    }

    func closed(_ key: SocketKey, reason: String) {
        channels[key] = nil
        dialling[key] = nil
        pongs[key] = nil
        lastReason = reason
        guard !isStopped else { return }
        apply(.closed(socket: key.socket, reason: reason), key.line)
        publish()
    }

    /// Delivers what one read brought.
    func flush() {
        if !pending.isEmpty {
            let messages = pending
            pending = []
            pending.reserveCapacity(messages.count)
            if !sink.receive(messages), !isPaused, !isStopped { pause() }
        }
        shared.withLock { shared in
            let connections = shared.counts.connections
            shared.counts = counts
            shared.counts.connections = connections
        }
    }

    private func quarantine(_ buffer: ByteBuffer, _ reason: String, _ key: SocketKey, _ receivedAt: UInt64) {
        counts.quarantined += 1
        let kept = Array(buffer.readableBytesView.prefix(Self.keptBytes))
        let frame = QuarantinedFrame(
            connection: key.line, reason: reason, bytes: kept, count: buffer.readableBytes, receivedAt: receivedAt)
        shared.withLock { shared in
            if shared.quarantine.count >= Self.quarantineLimit { shared.quarantine.removeFirst() }
            shared.quarantine.append(frame)
        }
        report(.quarantined(bytes: buffer.readableBytes, reason: reason))
    }

    // MARK: What to do

    func apply(_ input: StreamConnection.Input, _ line: Int) {
        guard lines[line] != nil else { return }
        let actions = lines[line]?.handle(input, at: Self.now()) ?? []
        isOverlapping = lines.values.contains { $0.state == .renewing }
        if !actions.isEmpty { perform(actions, line) }
    }

    private func perform(_ actions: [StreamConnection.Action], _ line: Int) {
        for action in actions {
            switch action {
            case .open(let socket, let endpoint): waiting.append((SocketKey(line: line, socket: socket), endpoint))
            case .send(let socket, let text): write(.text, Array(text.utf8), SocketKey(line: line, socket: socket))
            case .pong(let socket, let payload): pong(payload, SocketKey(line: line, socket: socket))
            case .probe(let socket): write(.ping, [], SocketKey(line: line, socket: socket))
            case .close(let socket): close(SocketKey(line: line, socket: socket))
            case .connected:
                everLive.insert(line)
                beginWatch(line)
                report(.connected(connection: line))
                flush()
                checkLive()
            case .lost(let reason):
                lastReason = reason
                traffic[line]?.pace?.interrupt()
                report(.lost(connection: line, reason: reason))
                flush()
            }
        }
        dial()
    }

    func report(_ event: FeedEvent) { pending.append(FeedMessage(event, receivedAt: Self.nanoseconds())) }

    /// Opens the sockets that wait, as far as the server's limits allow.
    private func dial() {
        while let next = waiting.first, !isStopped, budget.admit(at: Self.now()) {
            waiting.removeFirst()
            guard let line = plan.lines.first(where: { $0.id == next.key.line }), lines[line.id]?.owns(next.key.socket) == true else {
                continue
            }
            dialer.dial(hosts[next.endpoint % hosts.count], path: line.route.path, next.key, self)
        }
    }

    private func wake() {
        guard !isStopped else { return }
        let heard = heardOf
        heardOf.removeAll(keepingCapacity: true)
        lastHeard = nil
        for key in heard { apply(.traffic(socket: key.socket), key.line) }
        for id in lines.keys.sorted() { apply(.wake, id) }
        dial()
        checkSilence()
        flush()
        publish()
    }

    private func checkLive() {
        guard whenLive != nil, lines.keys.allSatisfy({ everLive.contains($0) }) else { return }
        whenLive?.succeed()
        whenLive = nil
    }
}
