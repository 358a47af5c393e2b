public import Foundation

/// Files that tests read and that are none of their own.
public enum TestFiles {
    /// The folder of the package.
    public static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of real data, where the environment names one.
    public static let sharedData = ProcessInfo.processInfo.environment["POC_SHARED_DATA"].map {
        URL(fileURLWithPath: $0)
    }
}
