@testable import Lockfiles

/// A small file of each format, as its tool writes it, in which every entry is needed by another or by the project.
enum Samples {
    static let digest = "sha512-" + String(repeating: "A", count: 86) + "=="

    static let all: [(name: String, text: String)] = [
        ("package-lock.json", npm1), ("package-lock.json", npm3), ("pnpm-lock.yaml", pnpm5), ("pnpm-lock.yaml", pnpm6),
        ("pnpm-lock.yaml", pnpm9), ("pnpm-lock.yaml", pnpmTwoDocuments), ("yarn.lock", yarn), ("yarn.lock", berry),
        ("bun.lock", bun), ("deno.lock", deno2), ("deno.lock", deno3), ("deno.lock", deno5), ("package.json", manifest),
    ]

    static let npm1 = """
        {
          "name": "app", "version": "1.0.0", "lockfileVersion": 1,
          "dependencies": {
            "a": {
              "version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "\(digest)",
              "requires": { "b": "^2.0.0" },
              "dependencies": { "b": { "version": "2.0.0", "bundled": true, "optional": true } }
            },
            "b": { "version": "1.0.0", "dev": true },
            "old": { "version": "npm:@s/real@3.0.0" },
            "repo": { "version": "git+ssh://git@github.com/o/r.git#0123456", "from": "repo@o/r" },
            "near": { "version": "file:../near" },
            "far": { "version": "https://example.com/far-1.0.0.tgz", "integrity": "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=" }
          }
        }

        """

    static let npm3 = """
        {
          "name": "app", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
          "packages": {
            "": { "name": "app", "version": "1.0.0", "workspaces": ["packages/*"], "dependencies": { "a": "^1.0.0", "w": "*" } },
            "node_modules/a": {
              "version": "1.0.0", "resolved": "https://npm.example.com/api/npm/a/-/a-1.0.0.tgz", "integrity": "\(digest)",
              "dependencies": { "@s/b": "^2.0.0" }, "optionalDependencies": { "alias": "npm:real@1" },
              "bundleDependencies": ["@s/b"]
            },
            "node_modules/a/node_modules/@s/b": { "version": "2.0.0", "inBundle": true },
            "node_modules/alias": { "name": "real", "version": "1.2.3", "optional": true },
            "node_modules/repo": { "version": "0.1.0", "resolved": "git+ssh://git@github.com/o/r.git#0123456", "dev": true },
            "node_modules/w": { "resolved": "packages/w", "link": true },
            "packages/w": { "name": "w", "version": "0.0.1", "dependencies": { "a": "1" } }
          }
        }

        """

    static let pnpm5 = """
        lockfileVersion: 5.4

        importers:

          .:
            specifiers:
              a: ^1.0.0
              old: npm:@s/real@3.0.0
              w: workspace:*
            dependencies:
              a: 1.0.0_b_c@2.0.0
              w: link:packages/w
            devDependencies:
              old: /@s/real/3.0.0

          packages/w:
            specifiers: {}

        packages:

          /@s/real/3.0.0:
            resolution: {integrity: \(digest)}
            dev: true

          /a/1.0.0_b_c@2.0.0:
            resolution: {integrity: \(digest)}
            peerDependencies:
              b_c: '*'
            dependencies:
              b_c: 2.0.0
            dev: false

          /b_c/2.0.0:
            resolution: {integrity: \(digest)}
            dev: false

        """

    static let pnpm6 = """
        lockfileVersion: '6.0'

        settings:
          autoInstallPeers: true

        dependencies:
          a:
            specifier: ^1.0.0
            version: 1.0.0(b@2.0.0)
          repo:
            specifier: github:o/r
            version: github.com/o/r/0123456

        packages:

          /a@1.0.0(b@2.0.0):
            resolution: {integrity: \(digest)}
            dependencies:
              b: 2.0.0
            dev: false

          /b@2.0.0:
            resolution: {integrity: \(digest), tarball: https://npm.example.com/b/-/b-2.0.0.tgz}
            deprecated: |-
              First line.

              Last line.
            dev: false

          github.com/o/r/0123456:
            resolution: {tarball: https://codeload.github.com/o/r/tar.gz/0123456}
            name: repo
            version: 0.1.0
            dev: false

        """

    static let pnpm9 = """
        lockfileVersion: '9.0'

        settings:
          autoInstallPeers: true
          excludeLinksFromLockfile: false

        catalogs:
          default:
            a:
              specifier: ^1.0.0
              version: 1.0.0

        importers:

          .:
            dependencies:
              a:
                specifier: 'catalog:'
                version: 1.0.0(b@2.0.0)
              node:
                specifier: runtime:26.7.0
                version: runtime:26.7.0
            devDependencies:
              old:
                specifier: npm:@s/real@^3.0.0
                version: '@s/real@3.0.0'

          packages/w:
            optionalDependencies:
              local:
                specifier: file:../local
                version: file:packages/local

        packages:

          '@s/real@3.0.0':
            resolution: {integrity: \(digest)}
            engines: {node: '>=8'}

          a@1.0.0:
            resolution: {integrity: \(digest)}
            cpu: [x64]
            peerDependencies:
              b: '*'

          b@2.0.0:
            resolution: {integrity: \(digest)}

          local@file:packages/local:
            resolution: {directory: packages/local, type: directory}

          node@runtime:26.7.0:
            resolution:
              type: variations
              variants:
                - resolution:
                    archive: tarball
                    url: https://nodejs.org/download/node.tar.gz
                  targets:
                    - cpu: x64
                      os: linux
            version: 26.7.0

        snapshots:

          '@s/real@3.0.0': {}

          a@1.0.0(b@2.0.0):
            dependencies:
              b: 2.0.0

          b@2.0.0: {}

          local@file:packages/local: {}

          node@runtime:26.7.0: {}

        """

    static let pnpmTwoDocuments = """
        ---
        lockfileVersion: '9.0'

        importers:

          .:
            configDependencies: {}
            packageManagerDependencies:
              pnpm:
                specifier: 12.0.0
                version: 12.0.0

        packages:

          pnpm@12.0.0:
            resolution: {integrity: \(digest)}

        snapshots:

          pnpm@12.0.0: {}

        ---
        \(pnpm9)
        """

    static let yarn = """
        # THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
        # yarn lockfile v1


        "@s/b@^2.0.0", "@s/b@>= 2":
          version "2.0.0"
          resolved "https://registry.yarnpkg.com/@s/b/-/b-2.0.0.tgz#da39a3ee5e6b4b0d3255bfef95601890afd80709"

        a@^1.0.0:
          version "1.0.0"
          resolved "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#da39a3ee5e6b4b0d3255bfef95601890afd80709"
          integrity \(digest)
          dependencies:
            "@s/b" "^2.0.0"
            old "npm:real@3"
            repo o/r
          optionalDependencies:
            gone "1"

        "old@npm:real@3":
          version "3.0.0"
          resolved "https://npm.example.com/real/-/real-3.0.0.tgz"
          dependencies:
            a "^1.0.0"

        repo@o/r:
          version "0.1.0"
          resolved "https://codeload.github.com/o/r/tar.gz/0123456"

        """

    static let berry = """
        # This file is generated by running "yarn install" inside your project.
        # Manual changes might be lost - proceed with caution!

        __metadata:
          version: 8
          cacheKey: 10c0

        "@s/b@npm:^2.0.0, @s/b@npm:~2.0.0":
          version: 2.0.0
          resolution: "@s/b@npm:2.0.0"
          checksum: 10c0/abcdef
          languageName: node
          linkType: hard

        "app@workspace:.":
          version: 0.0.0-use.local
          resolution: "app@workspace:."
          dependencies:
            "@s/b": "npm:^2.0.0"
            a: "npm:^1.0.0"
            fsevents: "npm:2.3.3"
            here: "link:./here"
            old: "npm:real@3"
          dependenciesMeta:
            fsevents:
              optional: true
          languageName: unknown
          linkType: soft

        "a@npm:^1.0.0":
          version: 1.0.0
          resolution: "a@npm:1.0.0::__archiveUrl=https%3A%2F%2Fnpm.example.com%2Fa%2F-%2Fa-1.0.0.tgz"
          languageName: node
          linkType: hard

        "fsevents@npm:2.3.3":
          version: 2.3.3
          resolution: "fsevents@npm:2.3.3"
          conditions: os=darwin
          languageName: node
          linkType: hard

        "fsevents@patch:fsevents@npm%3A2.3.3#optional!builtin<compat/fsevents>":
          version: 2.3.3
          resolution: "fsevents@patch:fsevents@npm%3A2.3.3#optional!builtin<compat/fsevents>::version=2.3.3&hash=df0bf1"
          conditions: os=darwin
          languageName: node
          linkType: hard

        "here@link:./here::locator=app%40workspace%3A.":
          version: 0.0.0-use.local
          resolution: "here@link:./here::locator=app%40workspace%3A."
          languageName: node
          linkType: soft

        "old@npm:real@3":
          version: 3.0.0
          resolution: "real@npm:3.0.0"
          languageName: node
          linkType: hard

        """

    static let bun = """
        {
          // A comment is allowed.
          "lockfileVersion": 1,
          "workspaces": {
            "": { "name": "app", "dependencies": { "a": "^1.0.0", "old": "npm:real@3" }, "devDependencies": { "w": "workspace:*", }, },
            "packages/w": { "name": "w", "version": "0.0.1", "dependencies": { "b": "^1.0.0" } },
          },
          "packages": {
            "a": ["a@1.0.0", "", { "optionalDependencies": { "b": "^2.0.0" } }, "\(digest)"],

            "b": ["b@1.0.0", "https://npm.example.com/b/-/b-1.0.0.tgz", {}, "\(digest)"],

            "old": ["real@3.0.0", "", {}, "\(digest)"],

            "repo": ["repo@github:o/r#0123456", {}, "o-r-0123456"],

            "w": ["w@workspace:packages/w"],

            "a/b": ["b@2.0.0", "", {}, "\(digest)"],
          }
        }

        """

    static let deno2 = """
        {
          "version": "2",
          "remote": { "https://deno.land/std/a.ts": "\(String(repeating: "0a", count: 32))" },
          "npm": {
            "specifiers": { "a@1": "a@1.0.0" },
            "packages": { "a@1.0.0": { "integrity": "\(digest)", "dependencies": {} } }
          }
        }

        """

    static let deno3 = """
        {
          "version": "3",
          "packages": {
            "specifiers": { "npm:a@1": "npm:a@1.0.0_b@2.0.0", "jsr:@std/x@1": "jsr:@std/x@1.0.0" },
            "jsr": { "@std/x@1.0.0": { "integrity": "\(String(repeating: "0a", count: 32))" } },
            "npm": {
              "a@1.0.0_b@2.0.0": { "integrity": "\(digest)", "dependencies": { "b": "b@2.0.0" } },
              "b@2.0.0": { "integrity": "\(digest)", "dependencies": {} }
            }
          },
          "remote": {}
        }

        """

    static let deno5 = """
        {
          "version": "5",
          "specifiers": { "npm:@s/a@1": "1.0.0_b@2.0.0", "jsr:@std/x@1": "1.0.0" },
          "jsr": { "@std/x@1.0.0": { "integrity": "\(String(repeating: "0a", count: 32))", "dependencies": ["npm:@s/a@1"] } },
          "npm": {
            "@s/a@1.0.0_b@2.0.0": { "integrity": "\(digest)", "dependencies": ["b"] },
            "b@2.0.0": { "integrity": "\(digest)", "tarball": "https://npm.example.com/b/-/b-2.0.0.tgz" }
          },
          "workspace": { "dependencies": ["jsr:@std/x@1"] }
        }

        """

    static let manifest = """
        {
          "name": "app", "version": "1.0.0", "workspaces": { "packages": ["packages/*"] },
          "dependencies": { "a": "^1.0.0", "old": "npm:@s/real@3", "both": "1" },
          "devDependencies": { "here": "file:./here", "repo": "o/r", "far": "https://example.com/far-1.0.0.tgz" },
          "optionalDependencies": { "both": "2" }
        }

        """
}

/// Reads a text; the name tells the format where the content does not.
func read(_ text: String, _ name: String? = nil, manifests: [String] = []) throws(LockfileError) -> Lockfile {
    var parsed: [ProjectManifest] = []
    for manifest in manifests { parsed.append(try ProjectManifest(parsing: Array(manifest.utf8))) }
    return try Lockfile(reading: Array(text.utf8), named: name, manifests: parsed)
}

/// Each entry as `class alias=name@version`, in the order of the file.
func summary(_ lockfile: Lockfile) -> [String] {
    lockfile.entries.map { "\($0.class.rawValue) \($0.alias.map { "\($0)=" } ?? "")\($0.identity)" }
}

/// The reason for which a text is refused; nil if it is read.
func refusal(_ text: String, _ name: String? = nil) -> LockfileError.Reason? {
    do throws(LockfileError) {
        _ = try read(text, name)
        return nil
    } catch {
        return error.reason
    }
}

extension Lockfile {
    func entry(_ identity: String) -> LockfileEntry? { entries.first { $0.identity == identity } }

    func paths(_ identity: String) -> [[String]] {
        entries.firstIndex { $0.identity == identity }.map { dependencyPaths(to: $0) } ?? []
    }
}
