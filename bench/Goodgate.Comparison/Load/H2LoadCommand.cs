using System.Globalization;
using System.Text.RegularExpressions;

namespace Goodgate.Comparison.Load;

/// <summary>h2load on the load core: one thread, HTTP/2 over TLS, one request at a time on each connection.</summary>
public sealed partial class H2LoadCommand(Workplace workplace)
{
    /// <summary>The command that loads one port; its record of every response goes to a file.</summary>
    public List<string> Of(Cell cell, int port, int seconds)
    {
        File.Delete(Record);
        return string.Create(CultureInfo.InvariantCulture, $"h2load -t1 -c{cell.Connections} -m1 -D{seconds} --log-file={Record} https://127.0.0.1:{port}{cell.Path}").Split(' ').ToList();
    }

    /// <summary>What it printed and recorded; null when that is not a result.</summary>
    public LoadCounts? Read(string output)
    {
        if (!File.Exists(Record) || Finished().Match(output) is not { Success: true } finished || Counts().Match(output) is not { Success: true } counts)
        {
            return null;
        }

        // Start in µs, status, µs to the end of the response.
        var times = File.ReadLines(Record).Select(line => line.Split('\t')).Where(parts => parts.Length == 3).Select(parts => long.Parse(parts[2], CultureInfo.InvariantCulture)).Order().ToArray();
        return times.Length == 0 ? null : new LoadCounts(
            long.Parse(counts.Groups["good"].Value, CultureInfo.InvariantCulture),
            long.Parse(counts.Groups["bad"].Value, CultureInfo.InvariantCulture) + Statuses().Matches(output).Sum(other => long.Parse(other.Groups["count"].Value, CultureInfo.InvariantCulture)),
            double.Parse(finished.Groups["seconds"].Value, CultureInfo.InvariantCulture),
            times[times.Length / 2],
            times[times.Length * 99 / 100]);
    }

    private string Record => Path.Combine(workplace.Folder("h2load"), "responses");

    [GeneratedRegex("^finished in (?<seconds>[0-9.]+)s", RegexOptions.Multiline, 1000)]
    private static partial Regex Finished();

    [GeneratedRegex("^requests: .* (?<good>[0-9]+) succeeded, (?<bad>[0-9]+) failed", RegexOptions.Multiline, 1000)]
    private static partial Regex Counts();

    [GeneratedRegex("(?<count>[0-9]+) [345]xx", RegexOptions.None, 1000)]
    private static partial Regex Statuses();
}
