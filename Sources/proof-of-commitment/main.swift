import Commands

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

let run = Task { await Program.run(.process()) }
let interruption = Interruption { run.cancel() }
exit(await run.value.rawValue)
