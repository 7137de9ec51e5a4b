import NIOCore
import PulseCore
import Synchronization

/// Who has fallen silent, and for how long nobody listens.
extension StreamDriver {
    /// A frame of a connection came in.
    func note(_ line: Int, _ receivedAt: UInt64) {
        let now = Int64(receivedAt / 1_000_000)
        var entry = traffic[line] ?? (0, 0, nil)
        entry.frames += 1
        entry.last = receivedAt
        entry.pace?.note(at: now)
        traffic[line] = entry
    }

    func beginWatch(_ line: Int) {
        let now = Self.now()
        for name in lines[line]?.streams ?? [] { beginWatch(name, now) }
        var pace = traffic[line]?.pace ?? ConnectionPace(kinds: carried(by: line), scale: timeScale, floor: rules.mute, at: now)
        pace.resume(at: now)
        traffic[line] = (traffic[line]?.frames ?? 0, traffic[line]?.last ?? 0, pace)
    }

    /// What the streams of a connection tell.
    private func carried(by line: Int) -> [StreamKind] {
        let route = plan.lines.first { $0.id == line }?.route
        return kinds.filter { StreamRoute($0, plan.market) == route }
    }

    func beginWatch(_ name: String, _ now: Int64) {
        if let slot = directory.slot(named: name) { watch.watch(slot, directory.kind(slot), at: now) }
    }

    func checkSilence() {
        let now = Self.now()
        guard !isPaused, now - checkedAt >= Self.silenceInterval else { return }
        checkedAt = now
        for slot in watch.check(at: now) {
            counts.silences += 1
            report(.silent(instrument: directory.instrument(slot), stream: directory.name(slot)))
        }
        for id in lines.keys.sorted() where lines[id]?.state == .live {
            let slots = (lines[id]?.streams ?? []).compactMap { directory.slot(named: $0) }
            if watch.isMute(slots, at: now) || traffic[id]?.pace?.isMute(at: now) ?? false { apply(.mute, id) }
        }
        publish()
    }

    /// Stops reading until the consumer has caught up; the server's own buffers, and then the server, wait meanwhile.
    func pause() {
        isPaused = true
        counts.pauses += 1
        for channel in channels.values { channel.setOption(.autoRead, value: false).whenFailure { _ in } }
        loop.scheduleTask(in: Self.poll) { [weak self] in self?.resumeIfReady() }
    }

    func resumeIfReady() {
        guard isPaused, !isStopped else { return }
        guard sink.isReady else {
            loop.scheduleTask(in: Self.poll) { [weak self] in self?.resumeIfReady() }
            return
        }
        isPaused = false
        watch.excuse(at: Self.now())
        for line in traffic.keys { traffic[line]?.pace?.excuse(at: Self.now()) }
        for key in channels.keys { heardOf.insert(key) }
        for channel in channels.values { channel.setOption(.autoRead, value: true).whenFailure { _ in } }
    }

    /// Lets other threads see the connections.
    func publish() {
        let now = Self.now()
        let connections = plan.lines.compactMap { line -> StreamCounts.Connection? in
            guard let connection = lines[line.id] else { return nil }
            let slots = connection.streams.compactMap { directory.slot(named: $0) }
            // Nobody is silent to whoever does not listen.
            let silence = isPaused ? 0 : max(watch.excess(slots, at: now), traffic[line.id]?.pace?.excess(at: now) ?? 0)
            return StreamCounts.Connection(
                id: line.id, route: line.route, state: connection.state, host: hosts[connection.currentEndpoint % hosts.count].text,
                streams: connection.streams.count, losses: connection.losses, renewals: connection.renewals,
                silent: slots.count { watch.isSilent($0) }, silence: silence, frames: traffic[line.id]?.frames ?? 0,
                lastFrame: traffic[line.id]?.last ?? 0)
        }
        shared.withLock { $0.counts.connections = connections }
    }
}
