/// What part of the trading day it is in New York: the sessions of the money centres, and inside them the kill zones and silver bullets.
///
/// Windows overlap in the literature; here every minute belongs to one, the narrowest that holds it.
package enum TradingWindow: UInt8, Hashable, Sendable, CaseIterable {
    /// 17:00-20:00 and 00:00-02:00: no centre trades.
    case quiet
    /// 20:00-00:00.
    case asian
    /// 02:00-05:00.
    case londonKillZone
    /// 05:00-08:00: London after its kill zone.
    case london
    /// 08:00-11:00, apart from the morning's silver bullet.
    case newYorkKillZone
    /// 09:50-10:10.
    case silverBulletMorning
    /// 11:00-12:00: London and New York together, after the kill zone.
    case overlap
    /// 12:00-17:00, apart from the afternoon's silver bullet.
    case newYork
    /// 15:00-15:20.
    case silverBulletAfternoon

    /// What a confidence is multiplied with, once.
    package var multiplier: Double {
        switch self {
        case .silverBulletMorning, .silverBulletAfternoon: 1.10
        case .newYorkKillZone: 1.08
        case .londonKillZone: 1.05
        case .london, .overlap, .newYork: 1
        case .asian: 0.92
        case .quiet: 0.90
        }
    }

    /// Whether it is one of the hours in which liquidity is hunted: the kill zones of London and New York, and the silver bullets.
    package var isKillZone: Bool {
        switch self {
        case .silverBulletMorning, .silverBulletAfternoon, .newYorkKillZone, .londonKillZone: true
        case .london, .overlap, .newYork, .asian, .quiet: false
        }
    }

    /// For a reader.
    package var name: String {
        switch self {
        case .quiet: "no session"
        case .asian: "Asian session"
        case .londonKillZone: "London kill zone"
        case .london: "London session"
        case .newYorkKillZone: "New York kill zone"
        case .silverBulletMorning, .silverBulletAfternoon: "silver bullet"
        case .overlap: "London and New York"
        case .newYork: "New York session"
        }
    }

    /// The minutes of the local day at which a window begins; each lasts until the next, the last until midnight.
    static let schedule: [(minute: Int64, window: TradingWindow)] = [
        (0, .quiet), (120, .londonKillZone), (300, .london), (480, .newYorkKillZone), (590, .silverBulletMorning), (610, .newYorkKillZone),
        (660, .overlap), (720, .newYork), (900, .silverBulletAfternoon), (920, .newYork), (1_020, .quiet), (1_200, .asian),
    ]
}
