namespace Goodgate.Gateway.Data;

/// <summary>The files of a data folder that hold failures: one that grows, and the one before it.</summary>
public static class FailureFiles
{
    /// <summary>A file that would grow beyond this becomes the older one: both together hold at least 4,000 failures of the usual 2 KB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Longest line written or read. A verdict has at most about 20 KB; every character may need six bytes in JSON.</summary>
    public const int MaxLine = 128 * 1024;

    /// <summary>Where failures are written.</summary>
    public static string Current(string folder) => Path.Combine(folder, "failures.jsonl");

    /// <summary>Those before.</summary>
    public static string Older(string folder) => Path.Combine(folder, "failures.1.jsonl");

    /// <summary>The files that exist, the newest first.</summary>
    public static IReadOnlyList<string> In(string folder) => [.. new[] { Current(folder), Older(folder) }.Where(File.Exists)];
}
