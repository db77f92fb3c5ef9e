using System.Globalization;

namespace Goodgate.Logs.Reporting;

/// <summary>
/// Times without a zone beside times that say theirs: when lines of an error log meet their access lines only after a whole number of quarters of an hour,
/// the error log was written in another zone than was supposed, and it is moved.
/// </summary>
internal static class ClockJoin
{
    /// <summary>Zones of the world: UTC-12 to UTC+14, all of them whole quarters.</summary>
    private const int MostQuarters = 26 * 4;

    /// <summary>Fewer that agree may be chance.</summary>
    private const int FewestThatAgree = 3;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>Systems whose logs leave the zone out.</summary>
    private static readonly HashSet<string> Zoneless = new(StringComparer.Ordinal) { "nginx", "apache", "php-fpm", "squid" };

    /// <returns>What was moved, or could not be, in sentences.</returns>
    public static IReadOnlyList<string> Join(List<Failure> failures, Func<int, string> nameOf)
    {
        var records = failures.Where(one => one is { IsRecord: true, Client: not null, Time: not null }).GroupBy(one => (one.Client, one.Target)).ToDictionary(group => group.Key, group => new TimeWindow(group));
        var words = new List<string>();
        TimeSpan? moved = null;
        var settled = new HashSet<int>();
        foreach (var source in failures.Where(one => one is { IsRecord: false, Client: not null, Time: not null } && Zoneless.Contains(one.System) && records.ContainsKey((one.Client, one.Target))).GroupBy(one => one.Source))
        {
            settled.Add(source.Key);
            var errors = source.ToList();
            var counts = Counts(errors, records);
            var (best, most) = counts.MaxBy(one => one.Value);
            if (counts.GetValueOrDefault(0) > 0 || (most < FewestThatAgree && errors.Count >= FewestThatAgree))
            {
                continue;
            }

            if (most >= FewestThatAgree && most * 2 >= errors.Count)
            {
                moved = best * Quarter;
                Move(failures.Where(one => one.Source == source.Key && !one.IsRecord), moved.Value);
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{nameOf(source.Key)} says no time zone, and meets the access lines only {moved.Value.Duration():h\\:mm} hours {(best < 0 ? "earlier" : "later")}: its times were moved by that. --zone names its zone."));
            }
            else if (most > 0)
            {
                words.Add($"{nameOf(source.Key)} says no time zone, and its lines are whole quarters of an hour away from the access lines of the same requests: --zone names its zone.");
            }
        }

        // PHP-FPM's log beside it has the same clock, and no requests to tell by.
        if (moved is { } by)
        {
            Move(failures.Where(one => !one.IsRecord && one.System == "php-fpm" && !settled.Contains(one.Source)), by);
        }

        return words;
    }

    // How many lines meet an access line of the same client and page, by quarters of an hour between them; each line counts once per distance.
    private static Dictionary<int, int> Counts(List<Failure> errors, Dictionary<(string?, string?), TimeWindow> records)
    {
        var counts = new Dictionary<int, int> { [0] = 0 };
        foreach (var error in errors.Take(500))
        {
            var time = error.Time!.Value;
            var seen = new HashSet<int>();
            foreach (var record in records[(error.Client, error.Target)].Between(time - (MostQuarters * Quarter), time + (MostQuarters * Quarter)).Take(1000))
            {
                var distance = record.Time!.Value - time;
                var quarters = (int)Math.Round(distance / Quarter);
                if ((distance - (quarters * Quarter)).Duration() <= RequestJoin.Near && seen.Add(quarters))
                {
                    counts[quarters] = counts.GetValueOrDefault(quarters) + 1;
                }
            }
        }

        return counts;
    }

    private static void Move(IEnumerable<Failure> failures, TimeSpan by)
    {
        foreach (var one in failures)
        {
            one.Time += by;
        }
    }
}
