using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Peeling;

/// <summary>Takes off what carriers put before a program's line: docker, Kubernetes (CRI), syslog, a journal, compose, pm2. They nest; each layer is taken off in turn.</summary>
internal static partial class Peeler
{
    /// <summary>Docker around syslog around docker has been seen; more is no log.</summary>
    private const int MostLayers = 4;

    public static LogLine Peel(string text, LineContext context)
    {
        var line = new LogLine(text, context);
        for (var layer = 0; layer < MostLayers; layer++)
        {
            var inner = JsonCarrier.Peel(line) ?? Cri(line) ?? Syslog(line) ?? Stamped(line) ?? Named(line);
            if (inner is null || inner.Text.Length >= line.Text.Length)
            {
                return line;
            }

            line = inner;
        }

        return line;
    }

    // 2026-11-20T23:26:54.123456789Z stderr F the line
    private static LogLine? Cri(LogLine line)
    {
        var match = CriForm().Match(line.Text);
        return match.Success ? Inner(line, match.Length, LogTimes.Iso(match.Groups["time"].Value), null) : null;
    }

    // RFC 5424, RFC 3164 with the many dates relays write, and journalctl's own forms.
    private static LogLine? Syslog(LogLine line)
    {
        var match = Rfc5424().Match(line.Text);
        if (match.Success)
        {
            return Inner(line, match.Length, LogTimes.Iso(match.Groups["time"].Value), match.Groups["program"].Value);
        }

        match = Rfc3164().Match(line.Text);
        if (!match.Success)
        {
            return null;
        }

        var time = match.Groups["time"].Value;
        (DateTime? Written, DateTimeOffset? Utc) when = match.Groups["unix"].Success
            ? (null, LogTimes.Unix(time))
            : match.Groups["iso"].Success ? LogTimes.Iso(time) : (LogTimes.Syslog(time, line.Context.Now), null);
        return Inner(line, match.Length, when, match.Groups["program"].Value);
    }

    // docker logs -t, kubectl logs --timestamps, heroku: a time with a zone and nothing else.
    private static LogLine? Stamped(LogLine line)
    {
        var match = StampForm().Match(line.Text);
        return match.Success ? Inner(line, match.Length, LogTimes.Iso(match.Groups["time"].Value), null) : null;
    }

    // docker compose "web-1  | ", pm2 "0|api  | ", kubectl --prefix "[pod/web-1/nginx] ".
    private static LogLine? Named(LogLine line)
    {
        var match = NameForm().Match(line.Text);
        return match.Success ? Inner(line, match.Length, default, null) : null;
    }

    private static LogLine Inner(LogLine line, int length, (DateTime? Written, DateTimeOffset? Utc) when, string? program) => line with
    {
        Text = line.Text[length..],
        CarrierTime = when.Utc ?? (when.Written is { } local ? line.Context.Utc(local) : null) ?? line.CarrierTime,
        CarrierZoned = when.Utc is not null || line.CarrierZoned,
        Program = program is { Length: > 0 } ? program : line.Program,
    };

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) (?:stdout|stderr) [FP] ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CriForm();

    [GeneratedRegex(@"^<\d{1,3}>1 (?<time>\S{1,40}) \S{1,255} (?<program>\S{1,48}) \S{1,128} \S{1,32} (?:-|(?:\[(?:[^\]\\]|\\.){0,2000}\])+) ?(?:\xEF\xBB\xBF|\uFEFF)?",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rfc5424();

    // The tag ends with a colon; with no host (a local relay) the tag follows the time. A level there is the console form of programs in Go.
    [GeneratedRegex(@"^(?:<\d{1,3}>)?(?<time>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?|(?<unix>\d{10}\.\d{6})|(?<iso>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?))(?: \d{4})? (?!(?:TRC|DBG|INF|WRN|ERR|FTL|PNC) )(?:(?!\S{1,64}\[\d{1,10}\]: )[^\s\[""]{1,255} )?(?<program>[A-Za-z_/][^\s\[:""(]{0,63})(?:\([^)\s]{1,64}\))?(?:\[[\w.-]{1,32}\])?: ?",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rfc3164();

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))(?: app\[[\w.-]{1,40}\]:)? (?=[\[{<""A-Za-z0-9\s])(?!\S+ [\d.]+:\d+ )(?!\d+ \[)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StampForm();

    [GeneratedRegex(@"^(?:(?:\d{1,4}\|)?[\w.-]{1,64} +\| |\[pod/[\w./-]{1,200}\] )", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameForm();
}
