using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>nginx's error log, and that of its relatives (OpenResty, ingress-nginx, Kong, Angie).</summary>
internal sealed partial class NginxErrorReader : ILineReader
{
    private const string Unknown = "a message not known here; nginx's access log with $upstream_status, $upstream_connect_time and $upstream_header_time tells the phase";

    private static readonly MessageTable Messages = MessageTable.Of("nginx");

    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        if (!IsNginx(text, line, out var head))
        {
            return null;
        }

        var (method, target) = Excerpt.Request(Excerpt.Between(text, ", request: \"", "\""));
        var seen = new Sighting
        {
            System = "nginx",
            Time = line.Utc(head is null ? null : LogTimes.Slashed(head.Groups["time"].Value)),
            Client = Excerpt.Between(text, ", client: ", ","),
            Method = method,
            Target = target,
            Host = Excerpt.Between(text, ", host: \"", "\""),
            Peer = Peer(Excerpt.Between(text, ", upstream: \"", "\"")),
            Process = head is { Success: true } ? Excerpt.Number(head.Groups["pid"].Value) : null,
            RequestId = head is { } && head.Groups["connection"].Success ? $"{head.Groups["pid"].Value}*{head.Groups["connection"].Value}" : null,
        };
        var rule = Messages.Find(text);
        if (rule is { Code: "nginx:reload" or "nginx:rotate" or "nginx:start" or "nginx:stop" })
        {
            return seen with { Change = rule.Code["nginx:".Length..], Quote = Message(text, head) };
        }

        if (rule is { Code: "nginx:quiet" })
        {
            return seen;
        }

        if (rule is null)
        {
            return IsUnknownFailure(text, head) ? seen with { Decides = Unknown, Quote = Message(text, head) } : seen;
        }

        return seen with { Code = rule.Code, Status = Status(rule, seen), Quote = Message(text, head) };
    }

    // A message stands between the head and the tail; either may be missing.
    private static bool IsNginx(string text, LogLine line, out Match? head)
    {
        var match = Head().Match(text);
        head = match.Success ? match : null;
        return head is not null || Phase().IsMatch(text)
            || (text.Contains(", client: ", StringComparison.Ordinal) && text.Contains(", server: ", StringComparison.Ordinal))
            || (line.Program is "nginx" && Messages.Find(text) is not null)
            || (text.StartsWith("nginx: [emerg]", StringComparison.Ordinal) && Messages.Find(text) is not null);
    }

    private static bool IsUnknownFailure(string text, Match? head) =>
        (head is null || head.Groups["level"].Value is "emerg" or "alert" or "crit" or "error")
        && !text.Contains("FastCGI sent in stderr", StringComparison.Ordinal)
        && Phase().IsMatch(text);

    private static int? Status(MessageRule rule, Sighting seen) => seen.Client is null && seen.Method is null ? null : rule.Status;

    private static string Message(string text, Match? head)
    {
        var start = head is null ? 0 : head.Index + head.Length;
        var tail = text.IndexOf(", client: ", start, StringComparison.Ordinal);
        var message = Excerpt.From(text, start, tail < 0 ? null : tail);
        return Excerpt.Between(text, ", upstream: \"", "\"") is { } upstream ? $"{message}, upstream: {Excerpt.Target(upstream)}" : message;
    }

    // "http://127.0.0.1:47001/p" → 127.0.0.1:47001; "http://unix:/run/a.sock:/p" → unix:/run/a.sock; "http://dead/p" → dead.
    private static string? Peer(string? upstream)
    {
        if (upstream is null)
        {
            return null;
        }

        var scheme = upstream.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? upstream : upstream[(scheme + 3)..];
        if (rest.StartsWith("unix:", StringComparison.Ordinal))
        {
            var colon = rest.IndexOf(':', "unix:".Length);
            return colon < 0 ? rest : rest[..colon];
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? rest : rest[..slash];
    }

    [GeneratedRegex(@"(?<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) \[(?<level>emerg|alert|crit|error|warn|notice|info|debug)\] (?<pid>\d+)#(?<tid>\d+): (?:\*(?<connection>\d+) )?",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();

    [GeneratedRegex(@" while (?:connecting to upstream|SSL handshaking to upstream|sending request to upstream|reading response header from upstream|reading upstream|proxying upgraded connection|resolving, resolver:)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phase();
}
