using System.Globalization;

namespace Goodgate.Comparison;

/// <summary>How many descriptors a process may open. .NET and nginx raise the soft limit to the hard one by themselves.</summary>
public static class OpenFiles
{
    /// <summary>The hard limit, at most a million.</summary>
    public static int Limit { get; } = Read();

    private static int Read()
    {
        // Max open files            1024                 20000                files
        var line = File.ReadLines("/proc/self/limits").First(text => text.StartsWith("Max open files", StringComparison.Ordinal));
        var hard = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        return int.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Min(limit, 1_000_000) : 1_000_000;
    }
}
