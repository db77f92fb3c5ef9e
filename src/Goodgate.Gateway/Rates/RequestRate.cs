using System.Globalization;

namespace Goodgate.Gateway.Rates;

/// <summary>A rate as people write it: <c>5/s</c>, <c>10/min</c>, <c>100/h</c>.</summary>
/// <param name="Requests">1 to <see cref="Most"/>.</param>
/// <param name="Per">A second, a minute or an hour.</param>
public readonly record struct RequestRate(int Requests, TimeSpan Per)
{
    /// <summary>Most requests in a unit: one a microsecond, ten ticks of the clock that measures them.</summary>
    public const int Most = 1_000_000;

    /// <summary>The units, by the word they are written with.</summary>
    public static IReadOnlyList<(string Word, TimeSpan Time)> Units { get; } =
        [("s", TimeSpan.FromSeconds(1)), ("min", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1))];

    /// <summary>Time in which one request becomes due.</summary>
    public TimeSpan Interval => Per / Requests;

    /// <summary>Reads one; false for text that is none, or out of range.</summary>
    public static bool TryParse(string text, out RequestRate rate)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var unit = slash < 0 ? default : Units.FirstOrDefault(one => one.Word == text[(slash + 1)..]);
        var isOne = unit.Word is not null
            & int.TryParse(slash < 0 ? "" : text[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var requests)
            && requests is > 0 and <= Most;
        rate = isOne ? new RequestRate(requests, unit.Time) : default;
        return isOne;
    }
}
