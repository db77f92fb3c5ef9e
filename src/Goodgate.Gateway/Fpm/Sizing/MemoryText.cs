using System.Globalization;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>Numbers of bytes: as people read them, and as PHP and Linux write them.</summary>
public static class MemoryText
{
    private const long Mebi = 1024 * 1024;

    /// <summary><c>37.5 MiB</c>, <c>1.9 GiB</c>.</summary>
    public static string Of(long bytes) => bytes switch
    {
        >= 1024 * Mebi => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * Mebi):0.0} GiB"),
        >= 100 * Mebi => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)Mebi:0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)Mebi:0.0} MiB"),
    };

    /// <summary>PHP's shorthand: <c>128M</c>, <c>1G</c>, <c>512K</c>, plain bytes; null for -1 (no limit) and for what is none.</summary>
    public static long? OfPhp(string text)
    {
        var trimmed = text.Trim();
        long unit = trimmed.Length == 0 ? 0 : char.ToLowerInvariant(trimmed[^1]) switch { 'k' => 1024, 'm' => Mebi, 'g' => 1024 * Mebi, _ => 1 };
        return unit > 0 && long.TryParse(unit == 1 ? trimmed : trimmed[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < (1L << 32)
            ? number * unit
            : null;
    }

    /// <summary>A field of /proc in kB (<c>Pss: 241 kB</c>), in bytes; null when it is not there.</summary>
    internal static long? Field(string text, string name)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && line[name.Length..] is [':', .. var rest] && rest.Trim() is var value && value.EndsWith(" kB", StringComparison.Ordinal)
                && long.TryParse(value[..^3], NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes))
            {
                return kilobytes * 1024;
            }
        }

        return null;
    }
}
