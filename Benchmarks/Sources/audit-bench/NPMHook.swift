/// Gives npm's trust client another mirror and its root, which npm has no option for: `NODE_OPTIONS=--require FILE`.
///
/// Nothing else of npm changes: it refreshes the mirror's metadata, verifies them, and reads its trust root from them.
enum NPMHook {
    static let script = #"""
        const path = require('path')
        const fs = require('fs')
        const npm = path.dirname(path.dirname(fs.realpathSync(process.env.BENCH_NPM)))
        const client = require(path.join(npm, 'node_modules/@sigstore/tuf/dist/client.js'))
        const Original = client.TUFClient
        client.TUFClient = class extends Original {
          constructor (options) {
            super({ ...options, mirrorURL: process.env.BENCH_TUF_MIRROR, rootPath: process.env.BENCH_TUF_ROOT })
          }
        }
        """#
}
