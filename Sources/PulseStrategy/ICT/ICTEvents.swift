/// The latest event of each kind that speaks for one side: five places, so that a kind counts once, however often it happens.
package struct ICTEvents: Sendable {
    package private(set) var sweep = ICTEvent.never
    package private(set) var judas = ICTEvent.never
    package private(set) var optimalEntry = ICTEvent.never
    package private(set) var gapRetest = ICTEvent.never
    package private(set) var blockRetest = ICTEvent.never
    /// When the latest of them happened.
    private(set) var latest = Int.min / 2

    package init() {}

    package mutating func note(_ kind: ICTEvent.Kind, _ event: ICTEvent) {
        self[kind] = event
        latest = event.index
    }

    package private(set) subscript(kind: ICTEvent.Kind) -> ICTEvent {
        get {
            switch kind {
            case .sweep: sweep
            case .judas: judas
            case .optimalEntry: optimalEntry
            case .gapRetest: gapRetest
            case .blockRetest: blockRetest
            }
        }
        set {
            switch kind {
            case .sweep: sweep = newValue
            case .judas: judas = newValue
            case .optimalEntry: optimalEntry = newValue
            case .gapRetest: gapRetest = newValue
            case .blockRetest: blockRetest = newValue
            }
        }
    }
}
