using System.Globalization;

namespace Goodgate.Comparison.Overload;

/// <summary>The tallies of all rounds, and the table made of them.</summary>
/// <param name="seconds">Length of one measurement.</param>
public sealed class OverloadTable(int seconds)
{
    private readonly List<(OverloadCell Cell, string Program, CrowdTally Tally)> _all = [];

    public void Add(OverloadCell cell, string program, CrowdTally tally) => _all.Add((cell, program, tally));

    /// <summary>Medians of the rates (lowest to highest), sums of the counts, the longest waits.</summary>
    public IEnumerable<string> Lines()
    {
        yield return "| crowd | program | good pages/s | half of them within | 502 | 503 | of them without Retry-After | 503: half within, 99 of 100, all | 504 | other | broken |";
        yield return "|---|---|---|---|---|---|---|---|---|---|---|";
        foreach (var group in _all.GroupBy(one => (one.Cell, one.Program)))
        {
            yield return Row(group.Key.Cell, group.Key.Program, [.. group.Select(one => one.Tally)]);
        }

        yield return "";
        foreach (var program in _all.Select(one => one.Program).Distinct(StringComparer.Ordinal))
        {
            var shares = Rates(OverloadCell.Crowded, program).Zip(Rates(OverloadCell.Busy, program), (crowded, busy) => crowded / busy);
            var twice = Rates(OverloadCell.Twice, program).Zip(Rates(OverloadCell.Busy, program), (crowded, busy) => crowded / busy);
            yield return $"- {program}: of the good pages that {OverloadCell.Busy.Title} get, {OverloadCell.Crowded.Title} get {Text([.. shares], "P0")}, {OverloadCell.Twice.Title} {Text([.. twice], "P0")}";
        }
    }

    private string Row(OverloadCell cell, string program, CrowdTally[] tallies)
    {
        string Sum(Func<CrowdTally, long> count) => tallies.Sum(count).ToString("N0", CultureInfo.InvariantCulture);
        string Longest(Func<CrowdTally, Waits> waits, double share) => tallies.Max(one => waits(one).Millis(share)) is { } millis ? string.Create(CultureInfo.InvariantCulture, $"{millis:N0} ms") : "–";
        return $"| {cell.Title} | {program} | {Text([.. Rates(cell, program)], "F1")} | {Longest(one => one.GoodWaits, 0.5)} | {Sum(one => one.Of(502))} | {Sum(one => one.Of(503))} | {Sum(one => one.WithoutRetryAfter)} | "
            + $"{Longest(one => one.RefusedWaits, 0.5)}, {Longest(one => one.RefusedWaits, 0.99)}, {Longest(one => one.RefusedWaits, 1)} | {Sum(one => one.Of(504))} | {Sum(one => one.Other)} | {Sum(one => one.Broken)} |";
    }

    private IEnumerable<double> Rates(OverloadCell cell, string program) =>
        _all.Where(one => one.Cell == cell && one.Program == program).Select(one => (double)one.Tally.Good / seconds);

    private static string Text(double[] values, string format)
    {
        Array.Sort(values);
        string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        var half = values.Length / 2;
        var middle = values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
        return values.Length == 1 ? Number(middle) : $"{Number(middle)} ({Number(values[0])} to {Number(values[^1])})";
    }
}
