/// Which members of an `IndicatorSet` are computed, and which are copied from columns that others yield anyway.
struct SharingPlan: Sendable {
    struct Copy: Sendable {
        let from: Int
        let to: Int
    }

    /// Positions of the members that are computed.
    let computed: [Int]
    /// Columns of the others, and where they stand.
    let copies: [Copy]

    /// `contents` are those of each member's columns.
    init(contents: [[ColumnContent?]]) {
        // Members with a column of their own are computed whatever there is beside them, so they come first; a member all of whose columns are known by
        // then is copied.
        var computed: [Int] = []
        var known: [ColumnContent: Int] = [:]
        var copies: [Copy] = []
        let starts = contents.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        func compute(_ member: Int) {
            computed.append(member)
            for (part, content) in contents[member].enumerated() {
                if let content, known[content] == nil { known[content] = starts[member] + part }
            }
        }
        for (member, columns) in contents.enumerated() where columns.contains(nil) { compute(member) }
        for (member, columns) in contents.enumerated() where !columns.contains(nil) {
            let sources = columns.compactMap { $0.flatMap { known[$0] } }
            if sources.count < columns.count {
                compute(member)
            } else {
                for (part, source) in sources.enumerated() { copies.append(Copy(from: source, to: starts[member] + part)) }
            }
        }
        self.computed = computed.sorted()
        self.copies = copies
    }
}
