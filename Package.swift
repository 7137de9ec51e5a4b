// swift-tools-version: 6.2
import PackageDescription

// One set of settings for every target of ours: Swift 6 language mode (the default of these tools), plus the
// upcoming features that make a reader's life easier.
let settings: [SwiftSetting] = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "alphapulse",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "alphapulse", targets: ["alphapulse"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // System libraries: a module map and, where Swift cannot call C, a shim. No logic.
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
        .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"]), .brew(["xxhash"])]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"]), .brew(["lapack"])]),
        .systemLibrary(name: "CAllocator"),
        .systemLibrary(name: "CProcessor"),

        // The deterministic zone: no clock, no file, no socket, no Foundation.
        .target(name: "PulseCore", swiftSettings: settings),
        .target(name: "PulseAnalytics", dependencies: ["PulseCore", "COpenBLAS", "CLAPACKE"], swiftSettings: settings),
        .target(name: "PulseStrategy", dependencies: ["PulseCore", "PulseAnalytics"], swiftSettings: settings),
        .target(name: "PulseEngine", dependencies: ["PulseCore"], swiftSettings: settings),

        // Around it.
        .target(
            name: "PulseStore",
            dependencies: [
                "PulseCore", "COpenSSL", "CArchive", "CXXHash", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"), "Yams",
            ],
            swiftSettings: settings),
        .target(
            name: "PulseBinance",
            dependencies: [
                "PulseCore", "PulseStore", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HeapModule", package: "swift-collections"), .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        .target(
            name: "PulseLive",
            dependencies: [
                "PulseCore", "PulseAnalytics", "PulseStrategy", "PulseEngine", "PulseStore", "PulseResearch", "CProcessor",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: settings),
        .target(
            name: "PulseResearch",
            dependencies: ["PulseCore", "PulseAnalytics", "PulseStrategy", "PulseEngine", "PulseStore"],
            swiftSettings: settings),
        .target(
            name: "PulseReport",
            dependencies: ["PulseCore"],
            resources: [.copy("Resources")],
            swiftSettings: settings),
        .target(name: "PulseTesting", dependencies: ["PulseCore"], swiftSettings: settings),
        .executableTarget(
            name: "alphapulse",
            dependencies: [
                "PulseCore", "PulseAnalytics", "PulseStrategy", "PulseEngine", "PulseStore", "PulseBinance", "PulseResearch",
                "PulseLive", "PulseReport", "CAllocator", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),

        .testTarget(name: "PulseCoreTests", dependencies: ["PulseCore", "PulseTesting"], swiftSettings: settings),
        .testTarget(name: "PulseAnalyticsTests", dependencies: ["PulseAnalytics", "PulseCore", "PulseTesting"], swiftSettings: settings),
        .testTarget(
            name: "PulseStrategyTests", dependencies: ["PulseAnalytics", "PulseCore", "PulseStrategy", "PulseTesting"],
            swiftSettings: settings),
        .testTarget(name: "PulseEngineTests", dependencies: ["PulseCore", "PulseEngine", "PulseTesting"], swiftSettings: settings),
        .testTarget(
            name: "PulseStoreTests",
            dependencies: ["PulseBinance", "PulseCore", "PulseStore", "PulseTesting", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
        .testTarget(
            name: "PulseBinanceTests",
            dependencies: [
                "PulseBinance", "PulseCore", "PulseStore", "PulseTesting", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "PulseLiveTests",
            dependencies: [
                "CProcessor", "PulseAnalytics", "PulseCore", "PulseEngine", "PulseLive", "PulseResearch", "PulseStore", "PulseStrategy",
                "PulseTesting", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "PulseResearchTests",
            dependencies: [
                "PulseAnalytics", "PulseCore", "PulseEngine", "PulseResearch", "PulseStore", "PulseStrategy", "PulseTesting",
            ],
            swiftSettings: settings),
        .testTarget(name: "PulseReportTests", dependencies: ["PulseCore", "PulseReport", "PulseTesting"], swiftSettings: settings),
        .testTarget(
            name: "AlphaPulseTests",
            dependencies: ["alphapulse", "PulseCore", "PulseReport", "PulseResearch", "PulseStore", "PulseTesting"],
            swiftSettings: settings),
        .testTarget(name: "TidyTests", swiftSettings: settings),
    ]
)
