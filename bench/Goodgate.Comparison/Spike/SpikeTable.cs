using System.Globalization;
using Goodgate.Comparison.Overload;

namespace Goodgate.Comparison.Spike;

/// <summary>The tables of a <see cref="SpikeRun"/>.</summary>
public static class SpikeTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<(string Program, SpikeTally Tally)> all, int seconds)
    {
        yield return "";
        yield return "150 connections that ask again at once become 1,800; the cache was empty 5 s before.";
        yield return "";
        yield return "| program | good pages/s | failed | p99 of those that were there, of those that came |";
        yield return "|---|---|---|---|";
        foreach (var (program, tally) in all)
        {
            var waits = string.Join(", ", tally.Spike.Select(one => Wait(one.GoodWaits, 0.99)));
            yield return string.Create(CultureInfo.InvariantCulture, $"| {program} | {(double)tally.Spike.Sum(one => one.Good) / seconds:N0} | {tally.Spike.Sum(Failed):N0} | {waits} |");
        }

        yield return "";
        yield return "1,620 visitors who read a page for a second, and 180 who are logged in and ask again at once. *Alone*: as many who are logged in as there are workers, and nobody else.";
        yield return "";
        yield return "| program | logged in: good pages/s alone | among all | of that | 502 | 503 | of them without Retry-After | broken | others: good pages/s | failed | half within | 99 of 100 |";
        yield return "|---|---|---|---|---|---|---|---|---|---|---|---|";
        foreach (var (program, tally) in all)
        {
            var (alone, among, readers) = ((double)tally.Alone.Good / seconds, (double)tally.Among.Good / seconds, tally.Readers);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {program} | {alone:F1} | {among:F1} | {among / alone:P0} | {tally.Among.Of(502):N0} | {tally.Among.Of(503):N0} | {tally.Among.WithoutRetryAfter:N0} | {tally.Among.Broken:N0} | "
                + $"{(double)readers.Good / seconds:N0} | {Failed(readers):N0} | {Wait(readers.GoodWaits, 0.5)} | {Wait(readers.GoodWaits, 0.99)} |");
        }
    }

    private static long Failed(CrowdTally tally) => tally.Of(502) + tally.Of(503) + tally.Of(504) + tally.Other + tally.Broken;

    private static string Wait(Waits waits, double share) => waits.Millis(share) is { } millis ? string.Create(CultureInfo.InvariantCulture, $"{millis:N0} ms") : "–";
}
