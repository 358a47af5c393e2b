/// What the project puts in the place of the ranges that others ask for: npm's `overrides` and Yarn's `resolutions`.
struct Replacements: Sendable {
    /// Names of which Yarn may install another version than the one asked for.
    private(set) var resolved: Set<[UInt8]> = []
    /// Names that are replaced by what comes from no registry.
    private var foreign: Set<[UInt8]> = []

    init() {}

    init(_ manifest: Element) {
        let document = manifest.document
        if let overrides = manifest["overrides"] { addOverrides(overrides, of: nil, manifest) }
        for resolution in manifest["resolutions"]?.children.filter({ !$0.keySlice.isEmpty }) ?? [] {
            let name = Self.lastName(in: document.text(resolution.keySlice))
            resolved.insert(name)
            add(name, resolution.valueSlice, manifest)
        }
    }

    func leadElsewhere(_ name: Slice, in document: Document) -> Bool {
        !foreign.isEmpty && foreign.contains(document.withBytes(of: name) { bytes in bytes.indices.map { bytes[$0] } })
    }

    /// The objects of npm are nested as the packages are that depend on each other; `.` is what they are in themselves.
    private mutating func addOverrides(_ overrides: Element, of parent: [UInt8]?, _ manifest: Element) {
        for member in overrides.children {
            let key = member.keySlice
            let text = Descriptor.split(key, in: member.document)?.name ?? key
            let name = member.keyIs(".") ? parent ?? [] : Array(member.document.text(text).utf8)
            if member.isObject {
                addOverrides(member, of: name, manifest)
            } else {
                add(name, member.valueSlice, manifest)
            }
        }
    }

    private mutating func add(_ name: [UInt8], _ range: Slice, _ manifest: Element) {
        let document = manifest.document
        guard document.hasPrefix(range, "$") else {
            if RangeProtocol(range, in: document).leadsElsewhere { foreign.insert(name) }
            return
        }
        // npm: the range that the project itself has for that name.
        for section in manifest.children where NPMFormat.kind(ofSection: section) != nil {
            for own in section.children where document.equal(own.keySlice, range.dropping(first: 1)) {
                if RangeProtocol(own.valueSlice, in: document).leadsElsewhere { foreign.insert(name) }
            }
        }
    }

    /// The last of the packages in a path of them, `a/**/@s/b@npm:^1`.
    private static func lastName(in path: String) -> [UInt8] {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        guard let last = parts.last else { return [] }
        let name = last.prefix { $0 != UInt8(ascii: "@") }
        guard let scope = parts.dropLast().last, scope.first == UInt8(ascii: "@"),
            !scope.dropFirst().contains(UInt8(ascii: "@"))
        else { return Array(name) }
        return Array(scope) + [UInt8(ascii: "/")] + Array(name)
    }
}
