import Commands

#if canImport(Glibc)
    import Glibc
    import GlibcAllocator
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

#if canImport(Glibc)
    // Bytes. glibc would raise it to the largest block that was freed, and then keep what long documents needed while they grew.
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
#endif

let run = Task { await Program.run(.process()) }
let interruption = Interruption { run.cancel() }
exit(await run.value.rawValue)
