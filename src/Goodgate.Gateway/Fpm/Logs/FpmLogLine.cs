using System.Globalization;
using System.Text.RegularExpressions;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>
/// Reads one line of FPM's log: <c>[28-Nov-2026 00:06:59.123456] WARNING: [pool www] child 22932 exited on signal 15 (SIGTERM) after 4.673525 seconds from start</c>.
/// The messages are those of fpm_children.c, fpm_process_ctl.c, fpm_request.c and fpm_pctl.c, PHP 7.4 to 8.4.
/// </summary>
public static partial class FpmLogLine
{
    // A line has log_limit (1024) characters before FPM breaks it; a script and a request stand in one.
    private const int MostCharacters = 8 * 1024;
    private const string RequestBegins = "' (request: \"";
    private const int MostSaid = 1024;

    // Two numbers of bytes that FPM keeps of a script and a request (fpm_scoreboard.h), and the words around them.
    private const int MostKept = 1024;

    private static readonly string[] Times = ["dd-MMM-yyyy HH:mm:ss", "dd-MMM-yyyy HH:mm:ss.ffffff"];

    /// <summary>The event; null for lines that tell nothing of this kind.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="zone">FPM writes local time and no zone: the machine's.</param>
    public static FpmEvent? Read(string line, TimeZoneInfo zone)
    {
        var head = line.Length <= MostCharacters ? Head().Match(line) : Match.Empty;
        if (!head.Success || Time(line, zone) is not { } at)
        {
            return null;
        }

        var pool = head.Groups["pool"].Success ? head.Groups["pool"].Value : null;
        var text = line[head.Length..];
        var read = OfWorker(text, at) is { } worker ? worker with { Pool = pool }
            : OfPool(text, at) is { } found ? found with { Pool = pool }
            : OfMaster(text, head.Groups["level"].Value, at);
        return read is null ? null : read with { Line = Shown(line, read.Kind) };
    }

    /// <summary>When a line was written; null when it does not begin with a time.</summary>
    /// <param name="line">The line.</param>
    /// <param name="zone">FPM writes local time and no zone: the machine's.</param>
    internal static DateTimeOffset? Time(string line, TimeZoneInfo zone)
    {
        var end = line.StartsWith('[') ? line.IndexOf(']', StringComparison.Ordinal) : -1;
        if (end < 0 || !DateTime.TryParseExact(line.AsSpan(1, end - 1), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        // An hour that clocks skip does not exist; it counts as standard time.
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    // As evidence a line outlives its log. The query of a request has tokens of people (reset_key=...); what a script wrote can be anything.
    private static string? Shown(string line, FpmEventKind kind)
    {
        if (kind == FpmEventKind.Output)
        {
            return null;
        }

        if (kind is FpmEventKind.Slow or FpmEventKind.TimedOut && line.IndexOf(RequestBegins, StringComparison.Ordinal) is >= 0 and var begin
            && line.IndexOf('?', begin) is >= 0 and var query && line.LastIndexOf("\") execut", StringComparison.Ordinal) is var end && end > query)
        {
            line = $"{line[..(query + 1)]}(withheld){line[end..]}";
        }

        return Cut(UrlSecrets.Masked(line), MostKept);
    }

    private static FpmEvent? OfWorker(string text, DateTimeOffset at)
    {
        var child = text.StartsWith("child ", StringComparison.Ordinal) ? Child().Match(text) : Match.Empty;
        if (!child.Success)
        {
            return null;
        }

        var pid = Number(child.Groups["pid"]);
        var rest = text[child.Length..];
        if (Killed().Match(rest) is { Success: true } killed)
        {
            return new FpmEvent(at, FpmEventKind.Killed) { Pid = pid, Signal = Number(killed.Groups["number"]), SignalName = killed.Groups["name"].Value, Lasted = Seconds(killed.Groups["after"]) };
        }

        if (Exited().Match(rest) is { Success: true } exited)
        {
            return new FpmEvent(at, FpmEventKind.Exited) { Pid = pid, ExitCode = Number(exited.Groups["code"]), Lasted = Seconds(exited.Groups["after"]) };
        }

        // The script up to the first that ends it, the request up to the last: its text is the client's, and may look like any part of the line.
        if (Slow().Match(rest) is { Success: true } slow)
        {
            return new FpmEvent(at, slow.Groups["end"].Value == "terminating" ? FpmEventKind.TimedOut : FpmEventKind.Slow)
            {
                Pid = pid,
                Script = slow.Groups["script"].Value,
                Request = slow.Groups["request"].Value.Split('?', 2)[0],
                Lasted = Seconds(slow.Groups["after"]),
            };
        }

        return Output().Match(rest) is { Success: true } said
            ? new FpmEvent(at, FpmEventKind.Output) { Pid = pid, Said = Cut(said.Groups["said"].Value, MostSaid) }
            : null;
    }

    private static FpmEvent? OfPool(string text, DateTimeOffset at) =>
        MaxChildren().Match(text) is { Success: true } most ? new FpmEvent(at, FpmEventKind.MaxChildren) { Limit = Number(most.Groups["limit"]) }
        : text.StartsWith("seems busy (", StringComparison.Ordinal) ? new FpmEvent(at, FpmEventKind.Busy)
        : null;

    private static FpmEvent? OfMaster(string text, string level, DateTimeOffset at) =>
        text.StartsWith("The maximum number of processes has been reached", StringComparison.Ordinal) ? new FpmEvent(at, FpmEventKind.ProcessMax)
        : text.StartsWith("Reloading in progress", StringComparison.Ordinal) ? new FpmEvent(at, FpmEventKind.Reloading)
        : text.StartsWith("failed processes threshold (", StringComparison.Ordinal) ? new FpmEvent(at, FpmEventKind.CrashStorm)
        : text.StartsWith("ready to handle connections", StringComparison.Ordinal) ? new FpmEvent(at, FpmEventKind.Ready)

        // By SIGTERM, and by SIGQUIT; "exiting, bye-bye!" follows either and tells nothing more.
        : text.StartsWith("Terminating ...", StringComparison.Ordinal) || text.StartsWith("Finishing ...", StringComparison.Ordinal) ? new FpmEvent(at, FpmEventKind.Stopping)
        : level is "ERROR" or "ALERT" ? new FpmEvent(at, FpmEventKind.Failed) { Said = Cut(text, MostSaid) }
        : null;

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    private static int? Number(Group group) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? Seconds(Group group) =>
        double.TryParse(group.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e9 ? TimeSpan.FromSeconds(seconds) : null;

    [GeneratedRegex(@"^\[(?<time>[0-9A-Za-z:. -]{20,27})\] (?<level>[A-Z]{3,8}): (?:pid \d+, \w+\(\), line \d+: )?(?:\[pool (?<pool>[^\]]{1,128})\] )?", RegexOptions.NonBacktracking)]
    private static partial Regex Head();

    [GeneratedRegex(@"^child (?<pid>\d{1,9})(?:, | )", RegexOptions.NonBacktracking)]
    private static partial Regex Child();

    [GeneratedRegex(@"^exited on signal (?<number>\d{1,3}) \((?<name>[^)]{1,40})\) after (?<after>[0-9.]{1,20}) seconds from start", RegexOptions.NonBacktracking)]
    private static partial Regex Killed();

    [GeneratedRegex(@"^exited with code (?<code>\d{1,4}) after (?<after>[0-9.]{1,20}) seconds from start", RegexOptions.NonBacktracking)]
    private static partial Regex Exited();

    [GeneratedRegex(@"^script '(?<script>.*?)' \(request: ""(?<request>.*)""\) (?:executing too slow|execution timed out) \((?<after>[0-9.]{1,20}) sec\), (?<end>logging|terminating)$", RegexOptions.NonBacktracking)]
    private static partial Regex Slow();

    [GeneratedRegex(@"^said into std(?:err|out): ""(?<said>.*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Output();

    [GeneratedRegex(@"^server reached (?:pm\.)?max_children setting \((?<limit>\d{1,9})\)", RegexOptions.NonBacktracking)]
    private static partial Regex MaxChildren();
}
