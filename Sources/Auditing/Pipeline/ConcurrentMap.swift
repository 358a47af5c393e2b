/// Maps elements concurrently, at most `limit` at a time, and keeps their order.
package func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], limit: Int, _ transform: @escaping @Sendable (Element) async -> Result
) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
        var next = 0
        func start() {
            guard next < elements.count else { return }
            let (index, element) = (next, elements[next])
            next += 1
            group.addTask { (index, await transform(element)) }
        }
        for _ in 0..<max(1, limit) { start() }
        var results = [Result?](repeating: nil, count: elements.count)
        while let (index, result) = await group.next() {
            results[index] = result
            start()
        }
        return results.compactMap(\.self)
    }
}
