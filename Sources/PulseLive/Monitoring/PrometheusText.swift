/// The Prometheus text exposition format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
public enum PrometheusText {
    /// What an HTTP answer says of it.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The text of a snapshot: HELP, TYPE and samples of each family in the snapshot's order.
    public static func render(_ snapshot: MetricsSnapshot) -> String {
        var text = ""
        for family in snapshot.families {
            text += "# HELP \(family.name) \(escaped(family.help, quotes: false))\n# TYPE \(family.name) \(family.kind.rawValue)\n"
            for sample in family.samples {
                let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
                text += family.name + sample.suffix
                if !labels.isEmpty { text += "{" + labels.joined(separator: ",") + "}" }
                text += " \(number(sample.value))\n"
            }
        }
        return text
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Figure.plain(value)
    }
}
