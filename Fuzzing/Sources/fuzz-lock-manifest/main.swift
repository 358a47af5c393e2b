import FuzzDriver
import LockfileInvariants

fuzz { checkLockfile($0, named: "package.json") }
