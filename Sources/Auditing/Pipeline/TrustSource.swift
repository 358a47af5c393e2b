import Synchronization
package import TransparencyLog

/// What a run trusts: anchors, which may still be on their way while facts are gathered: obtained once, when first needed.
package final class TrustSource: Sendable {
    /// Signatures that earlier runs verified, if there are any to be believed.
    let memory: (any SignatureMemory)?
    private let obtain: @Sendable () async -> TrustSettings
    private let task = Mutex<Task<TrustSettings, Never>?>(nil)

    package init(
        memory: (any SignatureMemory)? = nil, _ obtain: @escaping @Sendable () async -> TrustSettings
    ) {
        self.memory = memory
        self.obtain = obtain
    }

    /// Anchors that are there already.
    package convenience init(_ settings: TrustSettings, memory: (any SignatureMemory)? = nil) {
        self.init(memory: memory) { settings }
    }

    /// Waits for them.
    package var settings: TrustSettings {
        get async {
            let task = start()
            return await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
        }
    }

    /// Begins to obtain them, if nobody has yet.
    @discardableResult package func start() -> Task<TrustSettings, Never> {
        task.withLock { task in
            if let task { return task }
            let new = Task { [obtain] in await obtain() }
            task = new
            return new
        }
    }
}
