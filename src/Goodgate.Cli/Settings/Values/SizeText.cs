using System.Globalization;

namespace Goodgate.Cli.Settings.Values;

/// <summary>
/// Sizes as people write them: <c>512B</c>, <c>64KiB</c>, <c>1MiB</c>, <c>2GiB</c> or plain bytes. <c>K</c> and <c>KB</c> mean
/// 1000 to some and 1024 to others (nginx), so they are refused with a suggestion.
/// </summary>
public static class SizeText
{
    /// <summary>IEC 80000-13, largest first.</summary>
    private static readonly (string Unit, long Bytes)[] Units = [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("B", 1)];

    /// <summary>Nine digits of GiB stay inside a long.</summary>
    private const int MostDigits = 9;

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits < 0)
        {
            return text.Length is > 0 and <= 18 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bytes);
        }

        if (digits is 0 or > MostDigits)
        {
            return false;
        }

        var unit = text[digits..];
        var factor = Units.FirstOrDefault(u => u.Unit == unit).Bytes;
        bytes = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture) * factor;
        return factor > 0;
    }

    /// <summary>With the largest unit that divides it.</summary>
    public static string Format(long bytes)
    {
        var (unit, factor) = bytes == 0 ? ("B", 1) : Units.First(u => bytes % u.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / factor}{unit}");
    }

    internal static string? Guess(string text)
    {
        var trimmed = text.Replace(" ", "", StringComparison.Ordinal);
        var digits = trimmed.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var unit = digits is > 0 and <= MostDigits
            ? trimmed[digits..].ToLowerInvariant() switch
            {
                "k" or "kb" or "ki" or "kib" => "KiB",
                "m" or "mb" or "mi" or "mib" => "MiB",
                "g" or "gb" or "gi" or "gib" => "GiB",
                "b" or "byte" or "bytes" => "B",
                _ => null,
            }
            : null;
        return unit is null ? null : trimmed[..digits] + unit;
    }
}
