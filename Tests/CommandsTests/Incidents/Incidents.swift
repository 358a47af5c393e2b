import TestSupport

/// Known incidents, from 2018 to 2026.
extension Incident {
    static let all = [
        eventStream, uaParser, connectKit, rspack, nx, chalkAndDebug, tinycolor, axios, bitwarden, tanstack, nodeIPC,
        redHat, keyv,
    ]

    private static let preinstall = ["preinstall": "node setup.js"]
    private static let postinstall = ["postinstall": "node setup.js"]

    static let eventStream = Incident(
        title: "event-stream 2018",
        packages: [
            PackageFixture(
                "flatmap-stream", created: "2018-08-05T12:00:00.000Z", maintainers: ["hugeglass"],
                versions: [Past.release("0.1.0", "2018-08-05", Past.by("hugeglass"))]),
            PackageFixture(
                "event-stream", maintainers: ["dominictarr", "right9ctrl"],
                versions: Past.line("3.3", count: 5, before: "2018-03-01", Past.by("dominictarr")) + [
                    Past.release("3.3.6", "2018-09-09") {
                        Past.by("right9ctrl")(&$0)
                        $0.dependencies = ["flatmap-stream": "^0.1.0"]
                    }
                ]),
        ],
        bad: ["event-stream@3.3.6"], good: ["event-stream@3.3.4"], before: "2018-03-10T00:00:00Z",
        after: "2018-09-10T00:00:00Z", atLeast: "high")

    static let uaParser = Incident(
        title: "ua-parser-js 2021",
        packages: [
            PackageFixture(
                "ua-parser-js",
                versions: Past.line("0.7", count: 29, before: "2021-09-20")
                    + [
                        ("0.7.29", "2021-10-22T12:15:00.000Z"), ("0.8.0", "2021-10-22T12:16:00.000Z"),
                        ("1.0.0", "2021-10-22T12:26:00.000Z"),
                    ].map { Past.release($0, $1) { $0.scripts = preinstall } })
        ],
        bad: ["ua-parser-js@0.7.29", "ua-parser-js@0.8.0", "ua-parser-js@1.0.0"], good: ["ua-parser-js@0.7.28"],
        before: "2021-10-22T00:00:00Z", after: "2021-10-23T00:00:00Z", atLeast: "high")

    static let connectKit = Incident(
        title: "@ledgerhq/connect-kit 2023",
        packages: [
            PackageFixture(
                "@ledgerhq/connect-kit", maintainers: ["former", "team"],
                versions: [
                    Past.release("1.0.0", "2022-06-01", Past.by("former")),
                    Past.release("1.1.0", "2023-01-10", Past.by("team")),
                    Past.release("1.1.4", "2023-10-10", Past.by("team")),
                    Past.release("1.1.5", "2023-12-14T09:49:00.000Z", Past.by("former")),
                    Past.release("1.1.6", "2023-12-14T10:57:00.000Z", Past.by("former")),
                    Past.release("1.1.7", "2023-12-14T11:36:00.000Z", Past.by("former")),
                ])
        ],
        bad: ["@ledgerhq/connect-kit@1.1.5", "@ledgerhq/connect-kit@1.1.6", "@ledgerhq/connect-kit@1.1.7"],
        good: ["@ledgerhq/connect-kit@1.1.4"], before: "2023-12-14T00:00:00Z", after: "2023-12-14T12:00:00Z",
        atLeast: "moderate")

    static let rspack = Incident(
        title: "@rspack/core 2024",
        packages: [
            PackageFixture(
                "@rspack/core",
                versions: Past.line("1.1", count: 7, before: "2024-12-15") { $0.announcesProvenance = true }
                    + [Past.release("1.1.7", "2024-12-19") { $0.scripts = postinstall }])
        ],
        bad: ["@rspack/core@1.1.7"], good: ["@rspack/core@1.1.6"], before: "2024-12-18T00:00:00Z",
        after: "2024-12-20T00:00:00Z", atLeast: "critical")

    static let nx = Incident(
        title: "nx 2025",
        packages: [
            PackageFixture(
                "nx",
                versions: Past.line("20.8", count: 12, before: "2025-08-01") { $0.announcesProvenance = true }
                    + Past.line("21.4", count: 2, before: "2025-08-20") { $0.announcesProvenance = true }
                    + [
                        ("21.5.0", "22:32"), ("20.9.0", "22:39"), ("20.10.0", "23:00"), ("21.6.0", "23:05"),
                        ("20.11.0", "23:16"), ("21.7.0", "23:24"), ("21.8.0", "23:42"), ("20.12.0", "23:51"),
                    ].map { Past.release($0, "2025-08-26T\($1):00.000Z") { $0.scripts = postinstall } })
        ],
        bad: ["20.9.0", "20.10.0", "20.11.0", "20.12.0", "21.5.0", "21.6.0", "21.7.0", "21.8.0"].map { "nx@\($0)" },
        good: ["nx@21.4.1", "nx@20.8.11"], before: "2025-08-26T00:00:00Z", after: "2025-08-27T00:00:00Z",
        atLeast: "critical")

    /// Seen across a tree: nothing of one release alone tells it.
    static let chalkAndDebug: Incident = {
        let packages = [("debug", "debug-js/debug"), ("chalk", "chalk/chalk"), ("color-convert", "Qix-/color-convert")]
        return Incident(
            title: "debug, chalk and others 2025",
            packages: packages.enumerated().map { index, package in
                PackageFixture(
                    package.0, maintainers: ["qix"], repository: "https://github.com/\(package.1)",
                    versions: [
                        Past.release("4.4.0", "2024-12-0\(index + 1)", Past.by("qix")),
                        Past.release("4.4.1", "2025-02-0\(index + 1)", Past.by("qix")),
                        Past.release("4.4.2", "2025-09-08T13:1\(index):00.000Z", Past.by("qix")),
                    ])
            },
            bad: packages.map { "\($0.0)@4.4.2" }, good: packages.map { "\($0.0)@4.4.1" },
            before: "2025-09-08T00:00:00Z", after: "2025-09-08T20:00:00Z", atLeast: "moderate")
    }()

    static let tinycolor = Incident(
        title: "@ctrl/tinycolor 2025",
        packages: [
            PackageFixture(
                "@ctrl/tinycolor",
                versions: Past.line("4.0", count: 12, before: "2025-01-01") + [Past.release("4.1.0", "2025-02-01")]
                    + [("4.1.1", "19:52"), ("4.1.2", "20:10")].map {
                        Past.release($0, "2025-09-15T\($1):00.000Z") {
                            $0.scripts = postinstall
                            $0.unpackedSize = 3_700_000
                        }
                    })
        ],
        bad: ["@ctrl/tinycolor@4.1.1", "@ctrl/tinycolor@4.1.2"], good: ["@ctrl/tinycolor@4.1.0"],
        before: "2025-09-15T00:00:00Z", after: "2025-09-16T00:00:00Z", atLeast: "high")

    static let axios: Incident = {
        let usual = ["follow-redirects": "^1.15.0"]
        let thief: (inout Past.Version) -> Void = {
            Past.by("jasonsaayman", email: "ifstap@proton.me")(&$0)
            $0.dependencies = usual.merging(["plain-crypto-js": "^4.2.1"]) { first, _ in first }
            $0.gitHead = nil
        }
        let workflow: (inout Past.Version) -> Void = {
            Past.trusted(&$0)
            $0.dependencies = usual
        }
        return Incident(
            title: "axios 2026",
            packages: [
                PackageFixture(
                    "plain-crypto-js", created: "2026-03-30T05:57:00.000Z", maintainers: ["nrwise"],
                    repository: "https://github.com/brix/crypto-js",
                    versions: [
                        Past.release("4.2.0", "2026-03-30T05:57:00.000Z", Past.by("nrwise")),
                        Past.release("4.2.1", "2026-03-30T23:59:00.000Z") {
                            Past.by("nrwise")(&$0)
                            $0.scripts = postinstall
                        },
                    ]),
                PackageFixture(
                    "axios", maintainers: ["jasonsaayman"], repository: "https://github.com/axios/axios",
                    versions: Past.line("0.30", count: 4, before: "2026-01-01") {
                        Past.by("jasonsaayman", email: "jasonsaayman@gmail.com")(&$0)
                        $0.dependencies = usual
                    } + Past.line("1.13", count: 5, before: "2026-02-01", workflow) + [
                        Past.release("1.14.0", "2026-03-27", workflow),
                        Past.release("1.14.1", "2026-03-31T00:21:00.000Z", thief),
                        Past.release("0.30.4", "2026-03-31T01:00:00.000Z", thief),
                    ]),
            ],
            bad: ["axios@1.14.1", "axios@0.30.4"], good: ["axios@1.14.0", "axios@0.30.3"],
            before: "2026-03-30T00:00:00Z", after: "2026-03-31T02:00:00Z", atLeast: "critical")
    }()

    static let bitwarden = Incident(
        title: "@bitwarden/cli 2026",
        packages: [
            PackageFixture(
                "@bitwarden/cli",
                versions: Past.line("2026.3", count: 12, before: "2026-04-01") + [
                    Past.release("2026.4.0", "2026-04-22") {
                        $0.scripts = preinstall
                        $0.unpackedSize = 20_000_000
                    }
                ])
        ],
        bad: ["@bitwarden/cli@2026.4.0"], good: ["@bitwarden/cli@2026.3.11"], before: "2026-04-22T00:00:00Z",
        after: "2026-04-23T00:00:00Z", atLeast: "high")

    static let tanstack = Incident(
        title: "@tanstack/react-router 2026",
        packages: [
            PackageFixture(
                "@tanstack/react-router", repository: "https://github.com/tanstack/router",
                versions: Past.line("1.169", count: 5, before: "2026-05-10", Past.trusted)
                    + [("1.169.5", "19:20"), ("1.169.8", "19:26")].map {
                        Past.release($0, "2026-05-11T\($1):00.000Z") {
                            Past.trusted(&$0)
                            $0.optionalDependencies = [
                                "@tanstack/setup": "github:tanstack/router#79ac49eedf774dd4b0cfa308722bc463cfe5885c"
                            ]
                            $0.unpackedSize = 2_400_000
                        }
                    })
        ],
        bad: ["@tanstack/react-router@1.169.5", "@tanstack/react-router@1.169.8"],
        good: ["@tanstack/react-router@1.169.4"], before: "2026-05-11T00:00:00Z", after: "2026-05-12T00:00:00Z",
        atLeast: "high")

    static let nodeIPC = Incident(
        title: "node-ipc 2026",
        packages: [
            PackageFixture(
                "node-ipc",
                versions: [
                    Past.release("9.1.5", "2021-01-01"), Past.release("9.2.2", "2021-06-01"),
                    Past.release("12.0.0", "2022-08-01"), Past.release("9.1.6", "2026-05-14T05:00:00.000Z"),
                    Past.release("9.2.3", "2026-05-14T11:00:00.000Z"),
                    Past.release("12.0.1", "2026-05-14T19:00:00.000Z"),
                ])
        ],
        bad: ["node-ipc@9.1.6", "node-ipc@9.2.3", "node-ipc@12.0.1"], good: ["node-ipc@12.0.0"],
        before: "2022-09-01T00:00:00Z", after: "2026-05-15T00:00:00Z", atLeast: "moderate")

    /// The first of the three shows nothing of its own when it comes out.
    static let redHat = Incident(
        title: "@redhat-cloud-services 2026",
        packages: [
            PackageFixture(
                "@redhat-cloud-services/frontend-components", repository: "https://github.com/RedHatInsights/frontend",
                versions: Past.line("7.7", count: 2, before: "2026-05-20", Past.trusted)
                    + [("7.7.2", "10:00"), ("7.7.3", "10:15"), ("7.7.5", "10:40")].map {
                        Past.release($0, "2026-06-01T\($1):00.000Z", Past.trusted)
                    })
        ],
        bad: ["@redhat-cloud-services/frontend-components@7.7.5"],
        good: ["@redhat-cloud-services/frontend-components@7.7.1"], before: "2026-06-01T00:00:00Z",
        after: "2026-06-02T00:00:00Z", atLeast: "moderate")

    static let keyv = Incident(
        title: "keyv 2026",
        packages: [
            PackageFixture(
                "keyv", repository: "https://github.com/jaredwray/keyv",
                versions: Past.line("5.3", count: 12, before: "2026-07-01", Past.trusted) + [
                    Past.release("6.0.0", "2026-08-04") {
                        Past.trusted(&$0)
                        $0.scripts = preinstall
                        $0.fileCount = 12
                    }
                ])
        ],
        bad: ["keyv@6.0.0"], good: ["keyv@5.3.11"], before: "2026-08-04T00:00:00Z", after: "2026-08-05T00:00:00Z",
        atLeast: "high")
}
