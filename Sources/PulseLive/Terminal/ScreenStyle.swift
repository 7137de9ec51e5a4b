/// How a piece of text looks where colour is allowed; nothing is said by colour alone.
enum ScreenStyle: String {
    case plain = ""
    case faint = "2"
    case heading = "1;36"
    case strong = "1"
    case good = "32"
    case warning = "33"
    case bad = "31"
    case alarm = "1;31"
    case bar = "7"

    /// Green above zero, red below.
    static func sign(_ value: Double) -> ScreenStyle { value > 0 ? .good : value < 0 ? .bad : .plain }
}
