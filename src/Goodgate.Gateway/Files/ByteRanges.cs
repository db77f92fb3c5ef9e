using System.Globalization;

namespace Goodgate.Gateway.Files;

/// <summary>A part of a file, both ends included.</summary>
internal readonly record struct ByteRange(long First, long Last)
{
    public long Length => Last - First + 1;
}

/// <summary>The parts of a file a request asks for (RFC 9110 §14.1.2).</summary>
internal static class ByteRanges
{
    /// <summary>Most parts given in one answer. Players and readers of PDF files ask for a handful; each part costs a head of its own.</summary>
    public const int Most = 16;

    /// <summary>Reads a Range field.</summary>
    /// <returns>
    /// Null when it is to be ignored: another unit, broken, too many parts, or parts that are together more than the file (RFC 9110 §17.15; nginx does
    /// the same). Empty when no part lies in the file: 416.
    /// </returns>
    public static IReadOnlyList<ByteRange>? Read(string? field, long length)
    {
        const string Unit = "bytes=";
        if (field is null || length == 0 || !field.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = field[Unit.Length..].Split(',', Most + 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > Most)
        {
            return null;
        }

        var ranges = new List<ByteRange>(parts.Length);
        foreach (var part in parts)
        {
            if (!Add(part, length, ranges))
            {
                return null;
            }
        }

        return ranges.Count > 1 && ranges.Sum(range => range.Length) > length ? null : ranges;
    }

    // int-range = first-pos "-" [ last-pos ]; suffix-range = "-" suffix-length. False when it is neither.
    private static bool Add(string part, long length, List<ByteRange> ranges)
    {
        var dash = part.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || Number(part.AsSpan(0, dash)) is not { } first || Number(part.AsSpan(dash + 1)) is not { } last || (first < 0 && last < 0))
        {
            return false;
        }

        if (first >= 0 && last >= 0 && last < first)
        {
            return false;
        }

        var range = first < 0 ? new ByteRange(Math.Max(0, length - last), length - 1) : new ByteRange(first, last < 0 ? length - 1 : Math.Min(last, length - 1));
        if (range.First < length && range.Length > 0)
        {
            ranges.Add(range);
        }

        return true;
    }

    // -1 for nothing, null for what is no number. Numbers beyond any file are that: beyond.
    private static long? Number(ReadOnlySpan<char> digits) =>
        digits.IsEmpty ? -1
        : digits.ContainsAnyExceptInRange('0', '9') ? null
        : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : long.MaxValue;
}
