import Dispatch
import Synchronization

extension JSONWriter {
    /// Elements that one core writes at a time, and all cores before their texts are handed on.
    private static var elementsAtATime: (onOneCore: Int, together: Int) { (32, 512) }

    /// Writes elements on all cores, and hands their texts on in order.
    mutating func write(
        elements count: Int, indent: Int, _ element: @Sendable (Int) -> JSONNode
    ) throws(Failure) {
        let (size, together) = Self.elementsAtATime
        for first in stride(from: 0, to: count, by: together) {
            let last = min(first + together, count)
            let texts = Mutex([[UInt8]](repeating: [], count: (last - first + size - 1) / size))
            DispatchQueue.concurrentPerform(iterations: (last - first + size - 1) / size) { part in
                let start = first + part * size
                var writer = JSONWriter<Never> { _ in }
                for index in start..<min(start + size, last) {
                    writer.startElement(index, indent)
                    writer.write(element(index), indent: indent + 1)
                }
                texts.withLock { $0[part] = writer.text }
            }
            try flush()
            for text in texts.withLock({ $0 }) { try sink(text) }
        }
    }
}
