// Lockfiles
