/// A tree of configuration values with the places they came from: what a YAML file becomes before anyone asks what it means.
public struct ConfigurationNode: Hashable, Sendable {
    public indirect enum Content: Hashable, Sendable {
        /// A plain value, as it was written.
        case scalar(String)
        case list([ConfigurationNode])
        /// In the order of the text; keys are unique.
        case mapping([Entry])
        /// Nothing was written.
        case null
    }

    public struct Entry: Hashable, Sendable {
        public var key: String
        public var location: SourceLocation
        public var value: ConfigurationNode

        public init(key: String, location: SourceLocation, value: ConfigurationNode) {
            self.key = key
            self.location = location
            self.value = value
        }
    }

    public var content: Content
    public var location: SourceLocation

    public init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }
}
