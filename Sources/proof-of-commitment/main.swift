#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Commands

let status = await Program.run(.process())
exit(status.rawValue)
