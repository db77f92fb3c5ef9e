using System.Globalization;
using Goodgate.Cli.Showing;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>HAProxy's statistics as CSV (management.txt 9.1): a header that begins with <c># pxname</c>, then a line each for frontends, backends (type 1) and servers (type 2).</summary>
internal static class HaproxyStatus
{
    private const int MostRows = 10_000;

    /// <summary>Signs of one page; more would tell nothing more.</summary>
    private const int MostSigns = 50;

    /// <summary>A larger number is none that HAProxy counts; so many rows of them have a sum.</summary>
    private const long MostCounted = 1_000_000_000_000;

    /// <summary>The page; null when this is another one.</summary>
    public static StatusReading? Read(string text)
    {
        if (!text.StartsWith("# pxname,", StringComparison.Ordinal))
        {
            return null;
        }

        var lines = text.Split('\n', MostRows + 2);
        var names = lines[0][2..].TrimEnd('\r').Split(',');
        var rows = lines.Skip(1).Take(MostRows).Select(line => Row(names, line)).Where(row => row.Count > 0).ToList();
        var servers = rows.Where(row => Is(row, "type", "2")).ToList();
        var down = servers.Count(row => IsDown(row));
        var waiting = rows.Where(row => Is(row, "type", "1")).Sum(row => Number(row, "qcur"));
        var summary = $"{Words.Count(servers.Count, "server")}, {(down == 0 ? "none" : Words.Count(down))} DOWN, {Words.Count(waiting, "request")} waiting for a server";
        return new StatusReading("HAProxy statistics", summary, [.. rows.SelectMany(Signs).Take(MostSigns)]);
    }

    private static IEnumerable<LookSign> Signs(Dictionary<string, string> row)
    {
        var proxy = row.GetValueOrDefault("pxname", "");
        if (Is(row, "type", "2") && IsDown(row))
        {
            var name = $"{proxy}/{row.GetValueOrDefault("svname", "")}";
            yield return Down(row, $"server {name} is DOWN{Since(row)}{Check(row)}") with { Server = name };
        }
        else if (Is(row, "type", "1") && IsDown(row))
        {
            yield return new LookSign("haproxy", Happening.NoServer, $"backend {proxy} has no server left{Since(row)}: each request to it gets 503") { Server = proxy };
        }
        else if (Is(row, "type", "1") && Number(row, "qcur") is > 0 and var waiting)
        {
            yield return new LookSign("haproxy", Happening.ConnectionLimit, $"{Words.Count(waiting, "request")} of backend {proxy} wait: every connection its servers may have (maxconn) is in use") { Server = proxy };
        }
    }

    // "DOWN", "DOWN 1/2" on its way up; not MAINT, which somebody wanted, and not "no check".
    private static bool IsDown(Dictionary<string, string> row) => row.GetValueOrDefault("status", "").StartsWith("DOWN", StringComparison.Ordinal);

    // What the last check met, by the short names of "show stat" (management.txt 9.1, check_status).
    private static LookSign Down(Dictionary<string, string> row, string says)
    {
        var code = (int)Math.Min(Number(row, "check_code"), 999);
        return row.GetValueOrDefault("check_status", "").TrimStart('*', ' ') switch
        {
            "L4CON" when row.GetValueOrDefault("last_chk", "").Contains("refused", StringComparison.OrdinalIgnoreCase) => new LookSign("haproxy", Happening.Refused, says) { Phase = Phase.Connect },
            "L4CON" when row.GetValueOrDefault("last_chk", "").Contains("route", StringComparison.OrdinalIgnoreCase) => new LookSign("haproxy", Happening.Unreachable, says) { Phase = Phase.Connect },
            "L4TOUT" => new LookSign("haproxy", Happening.TimedOut, says) { Phase = Phase.Connect },
            "L6TOUT" => new LookSign("haproxy", Happening.TimedOut, says) { Phase = Phase.Tls },
            "L6RSP" => new LookSign("haproxy", Happening.TlsProtocol, says),
            "L7TOUT" => new LookSign("haproxy", Happening.TimedOut, says) { Phase = Phase.FirstByte },
            "L7STS" when code >= 500 => new LookSign("haproxy", Happening.UpstreamError, says) { Status = code },
            _ => new LookSign("haproxy", Happening.NoServer, says),
        };
    }

    private static string Since(Dictionary<string, string> row) => Number(row, "lastchg") is > 0 and var seconds ? $" for {Fpm.PoolWords.Span(TimeSpan.FromSeconds(Math.Min(seconds, 1e9)))}" : "";

    // last_chk is the text of the last check, check_status its short name (L4CON, L7STS), check_code the HTTP status.
    private static string Check(Dictionary<string, string> row)
    {
        string?[] parts = [row.GetValueOrDefault("check_status"), row.GetValueOrDefault("check_code"), row.GetValueOrDefault("last_chk")];
        var told = string.Join(" ", parts.Where(one => !string.IsNullOrEmpty(one)));
        return told.Length > 0 ? $"; its last check: {told}" : "";
    }

    private static bool Is(Dictionary<string, string> row, string name, string value) => row.GetValueOrDefault(name) == value;

    private static long Number(Dictionary<string, string> row, string name) =>
        long.TryParse(row.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, MostCounted) : 0;

    // Fields with commas stand in quotes, as RFC 4180 §2 has it.
    private static Dictionary<string, string> Row(string[] names, string line)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        line = line.TrimEnd('\r');
        for (var i = 0; i < names.Length && at < line.Length; i++)
        {
            var quoted = line[at] == '"';
            var end = quoted ? line.IndexOf('"', at + 1) : line.IndexOf(',', at);
            end = end < 0 ? line.Length : end;
            row[names[i]] = line[(quoted ? at + 1 : at)..end];
            at = quoted ? (line.IndexOf(',', end) is >= 0 and var comma ? comma : line.Length) + 1 : end + 1;
        }

        return row;
    }
}
