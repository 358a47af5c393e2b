/// Which packages are in the tarballs of those around them, as npm finds it out (arborist, `Node.getBundler`).
///
/// A package has in its tarball what it bundles by name, and what these need, as far as it is inside it. What is in the
/// `node_modules` of the project itself, or of a member, is in the project's own bundle if it says so, with all that is inside it.
struct NPMBundles {
    private let document: Document
    /// By the indices of their entries.
    private let packages: [Element]
    private var found: Set<Int> = []
    private var topLevel: SliceTable

    /// - Parameter packages: the section, whose entries are those of the file.
    init(document: Document, packages: Element) {
        self.document = document
        self.packages = packages.children.filter { !$0.keySlice.isEmpty }
        topLevel = SliceTable(document: document, minimumCapacity: 16)
    }

    /// Notes an entry that says of itself to be in a bundle, if no package is around it.
    mutating func add(topLevel index: Int) {
        let folder = packages[index].keySlice
        guard outer(of: folder) == nil else { return }
        topLevel.insert(folder, index)
        found.insert(index)
    }

    /// Finds what is in the tarball of a package; of bundles inside one another the outer one must come first.
    mutating func add(bundleOf bundler: Element, _ folders: inout FolderTable) {
        guard FolderTable.name(ofFolder: bundler.keySlice, in: document) != nil else { return }
        var stack: [Int] = []
        for name in names(bundledBy: bundler) {
            visit(folders.find(name, seenFrom: bundler.keySlice), inside: bundler.keySlice, &stack)
        }
        while let index = stack.popLast() {
            for section in packages[index].children where section.isObject {
                guard let kind = NPMFormat.kind(ofSection: section), kind != .dev else { continue }
                for dependency in section.children {
                    let to = folders.find(dependency.keySlice, seenFrom: packages[index].keySlice)
                    visit(to, inside: bundler.keySlice, &stack)
                }
            }
        }
    }

    func have(_ index: Int) -> Bool {
        if found.contains(index) { return true }
        var next = outer(of: packages[index].keySlice)
        while let folder = next {
            if topLevel.find(folder) != nil { return true }
            next = outer(of: folder)
        }
        return false
    }

    private mutating func visit(_ index: Int?, inside folder: Slice, _ stack: inout [Int]) {
        guard let index, packages.indices.contains(index) else { return }
        let place = packages[index].keySlice
        guard place.count > folder.count, document.byte(place, folder.count) == UInt8(ascii: "/"),
            document.equal(place.prefix(folder.count), folder), found.insert(index).inserted
        else { return }
        stack.append(index)
    }

    /// The list of names, or all dependencies where `true` stands for it.
    private func names(bundledBy package: Element) -> [Slice] {
        var names: [Slice] = []
        for member in package.children {
            if member.keyIs("bundleDependencies") || member.keyIs("bundledDependencies") {
                if member.isTrue { names += allDependencies(of: package) }
                names += member.children.lazy.filter { $0.kind == .string }.map(\.valueSlice)
            }
        }
        return names
    }

    private func allDependencies(of package: Element) -> [Slice] {
        package.children.filter { $0.keyIs("dependencies") || $0.keyIs("optionalDependencies") }
            .flatMap { $0.children.map(\.keySlice) }
    }

    /// The installed package inside which another one is.
    private func outer(of folder: Slice) -> Slice? {
        guard let outer = FolderTable.holder(of: folder, in: document),
            FolderTable.name(ofFolder: outer, in: document) != nil
        else { return nil }
        return outer
    }
}
