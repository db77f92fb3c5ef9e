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
        var head = Head().Match(text) is { Success: true } found && !text.AsSpan(0, found.Index).Contains('"') ? found : null;
        var message = NginxMessage.Of(text, head is null ? 0 : head.Index + head.Length);
        var rule = Messages.Find(Told(message, head, text), message.Whole)
            ?? (head is null && text.Contains(", client: ", StringComparison.Ordinal) ? Messages.FindCut(message.Own) : null);
        if (!IsNginx(text, line, head, message, rule))
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
            return IsUnknownFailure(message, head) ? seen with { Decides = Unknown, Quote = Message(text, head) } : seen;
        }

        return seen with { Code = rule.Code, Status = Status(rule, seen), Quote = Message(text, head) };
    }

    // A message stands between the head and the tail; either may be missing.
    private static bool IsNginx(string text, LogLine line, Match? head, NginxMessage message, MessageRule? rule) =>
        head is not null || Phase().IsMatch(message.Own)
        || (text.Contains(", client: ", StringComparison.Ordinal) && text.Contains(", server: ", StringComparison.Ordinal))
        || (rule is not null && (line.Program is "nginx" || text.Contains(", client: ", StringComparison.Ordinal) || text.StartsWith("nginx: [emerg]", StringComparison.Ordinal)));

    // "connect() to unix:" may be cut off; then the address of the server tells that it is a socket.
    private static string Told(NginxMessage message, Match? head, string text) =>
        head is null && Peer(Excerpt.Between(text, ", upstream: \"", "\"")) is { } peer && peer.StartsWith("unix:", StringComparison.Ordinal) ? message.Own + " unix:" : message.Own;

    private static bool IsUnknownFailure(NginxMessage message, Match? head) =>
        (head is null || head.Groups["level"].Value is "emerg" or "alert" or "crit" or "error")
        && !message.Own.Contains("FastCGI sent in stderr", StringComparison.Ordinal)
        && Phase().IsMatch(message.Own);

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
