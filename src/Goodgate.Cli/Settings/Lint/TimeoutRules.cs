using Goodgate.Cli.Settings.Values;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Timeouts that stand the wrong way round, here or towards the proxy in front.</summary>
internal static class TimeoutRules
{
    /// <summary>Idle timeout of AWS ALB and read timeout of nginx; Cloudflare waits 100 s and more.</summary>
    private static readonly TimeSpan ProxyInFront = TimeSpan.FromSeconds(60);

    public static readonly IReadOnlyList<LintRule> All =
    [
        new(
            "total-shorter-than-connect",
            "the whole request ends before one attempt to connect may, so a dead server is reported as a slow request and never retried",
            "raise total, or lower connect",
            s => Total(s, t => t.Connect, "connect")),
        new(
            "total-shorter-than-first-byte",
            "first_byte can never be reached, so a silent application is reported as a slow request",
            "raise total, or lower first_byte below it",
            s => Total(s, t => t.FirstByte, "first_byte")),
        new("upgrade-idle-short", "WebSockets that are quiet for a minute are normal and would be cut", "at least 60s; the default is 1h", UpgradeIdle),
        new(
            "first-byte-longer-than-proxy",
            "the proxy in front gives up first (nginx and AWS ALB after 60 s) and answers with an error that names no cause",
            "first_byte of at most 60s, or a longer timeout in the proxy",
            FirstByte),
        new(
            "keep-alive-shorter-than-proxy",
            "the proxy in front keeps idle connections up to 60 s and would send a request on one that is just being closed: its 502",
            "keep_alive longer than the proxy's idle timeout; the default is 75s",
            KeepAlive),
    ];

    private static IEnumerable<LintFinding> Total(LintSubject subject, Func<TimeoutSettings, TimeSpan> other, string key)
    {
        foreach (var upstream in subject.Settings.Upstreams)
        {
            var total = upstream.Timeouts.Total;
            if (total > TimeSpan.Zero && total < other(upstream.Timeouts))
            {
                var path = $"upstreams.{upstream.Name}.timeouts.";
                yield return subject.At($"total is {Durations.Text(total)}, {key} is {Durations.Text(other(upstream.Timeouts))}", path + "total", path + key);
            }
        }
    }

    private static IEnumerable<LintFinding> UpgradeIdle(LintSubject subject) =>
        subject.Settings.Upstreams
            .Where(u => u.Timeouts.UpgradeIdle < TimeSpan.FromSeconds(60))
            .Select(u => subject.At($"upgrade_idle is {Durations.Text(u.Timeouts.UpgradeIdle)}", $"upstreams.{u.Name}.timeouts.upgrade_idle"));

    private static IEnumerable<LintFinding> FirstByte(LintSubject subject) =>
        subject.Settings.Upstreams
            .Where(u => subject.HasProxyInFront && u.Timeouts.FirstByte > ProxyInFront)
            .Select(u => subject.At($"first_byte is {Durations.Text(u.Timeouts.FirstByte)}", $"upstreams.{u.Name}.timeouts.first_byte"));

    private static IEnumerable<LintFinding> KeepAlive(LintSubject subject)
    {
        var keepAlive = subject.Settings.Client.KeepAlive;
        if (subject.HasProxyInFront && keepAlive <= ProxyInFront)
        {
            yield return subject.At($"keep_alive is {Durations.Text(keepAlive)}", "client.keep_alive");
        }
    }
}
