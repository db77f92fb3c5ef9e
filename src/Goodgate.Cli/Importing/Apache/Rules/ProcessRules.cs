using System.Globalization;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Apache.Rules;

/// <summary>Apache's own workers, room for heads, and what is said about failures.</summary>
internal static class ProcessRules
{
    public static readonly IReadOnlyList<ImportRule<ApacheConfig>> All =
    [
        new("workers-above-limit", "Apache starts no more than ServerLimit times ThreadsPerChild: the rest of MaxRequestWorkers is never there, and visitors wait", ["gateway-out-of-resources"], AboveLimit),
        new("keepalive-timeout-long", "each visitor holds a worker for that long after his last request: a few dozen hold them all", ["gateway-out-of-resources"], LongKeepAlive),
        new("header-buffer-small", "answers with a longer header field (a cookie, a security policy) are a 502: AH10124", ["response-header-too-large"], SmallField),
        new("cache-control-on-errors", "\"always\" puts this on 502 and 503 too, so browsers and CDNs keep the error page after the site is back", ["cached-error-page"], ControlAlways),
        new("timeout-below-php", "Apache gives up before PHP does: the visitor gets a 504 that names no script, while PHP works on for nobody and holds a worker", ["response-timeout", "worker-pool-exhausted"], BelowPhp),
    ];

    private static IEnumerable<Fault> AboveLimit(ApacheConfig config)
    {
        foreach (var most in config.Named("maxrequestworkers").Concat(config.Named("maxclients")))
        {
            // Defaults: event and worker 16 processes of 25 threads. Of a prefork file ServerLimit alone counts, and only where it is written.
            var (limit, threads) = (Number(most.Parent!.Last("serverlimit")), Number(most.Parent!.Last("threadsperchild")));
            var room = threads is { } each ? (limit ?? 16) * each : limit;
            if (Number(most) is { } wanted && room is { } there && wanted > there)
            {
                yield return new Fault(most, $"{most} with room for {there}", threads is { } per ? $"ServerLimit {((wanted + per - 1) / per).ToString(CultureInfo.InvariantCulture)}" : $"ServerLimit {wanted.ToString(CultureInfo.InvariantCulture)}");
            }
        }
    }

    private static long? Number(Directive? set) => long.TryParse(set?.Argument(0), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000 ? number : null;

    private static IEnumerable<Fault> LongKeepAlive(ApacheConfig config) => config.Named("keepalivetimeout")
        .Where(one => Spans.Seconds(one.Argument(0)) > TimeSpan.FromSeconds(30))
        .Select(one => new Fault(one, one.ToString(), "KeepAliveTimeout 5"));

    private static IEnumerable<Fault> SmallField(ApacheConfig config) => config.All
        .Where(one => one.Name is "responsefieldsize" or "proxyresponsefieldsize" && Number(one) < 8192)
        .Select(one => new Fault(one, one.ToString(), $"{one.Words[0].Text} 16384"));

    private static IEnumerable<Fault> ControlAlways(ApacheConfig config) => config.Named("header")
        .Where(one => one.Argument(0).Equals("always", StringComparison.OrdinalIgnoreCase) && one.Argument(1).ToLowerInvariant() is "set" or "add" or "append" or "merge"
            && one.Argument(2).Equals("Cache-Control", StringComparison.OrdinalIgnoreCase)
            && one.Argument(3).Contains("max-age", StringComparison.OrdinalIgnoreCase) && !one.Argument(3).Contains("max-age=0", StringComparison.OrdinalIgnoreCase) && !one.Argument(3).Contains("no-store", StringComparison.OrdinalIgnoreCase))
        .Select(one => new Fault(one, one.ToString(), $"Header {one.Argument(1)} Cache-Control \"{one.Argument(3)}\""));

    private static IEnumerable<Fault> BelowPool(ApacheConfig config)
    {
        foreach (var set in config.Named("sethandler").Where(one => one.Argument(0).StartsWith("proxy:unix:", StringComparison.Ordinal) && one.Argument(0).Contains('|')))
        {
            var socket = set.Argument(0)["proxy:unix:".Length..set.Argument(0).IndexOf('|')];
            if (config.Pools.LimitOf(new Target("fcgi", "", null, socket, "")) is var (setting, time) && time >= ApacheConfig.Patience(set))
            {
                yield return new Fault(set, $"an answer is waited for {Spans.Shown(ApacheConfig.Patience(set))}, while the pool has {setting}", $"ProxyTimeout {(long)time.TotalSeconds + 10}");
            }
        }
    }

    private static IEnumerable<Fault> BelowPhp(ApacheConfig config) => BelowPool(config).Concat(BelowOwn(config));

    private static IEnumerable<Fault> BelowOwn(ApacheConfig config)
    {
        foreach (var set in config.Named("proxyfcgisetenvif").Where(one => one.Argument(1) is "PHP_VALUE" or "PHP_ADMIN_VALUE"))
        {
            var line = set.Argument(2).Split('\n', ';').Select(one => one.Split('=', 2)).FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == "max_execution_time");
            var patience = ApacheConfig.InForce(set, "proxytimeout") ?? ApacheConfig.InForce(set, "timeout");
            var time = patience is not null ? Spans.Seconds(patience.Argument(0)) ?? TimeSpan.FromSeconds(60) : TimeSpan.FromSeconds(60);
            if (line is not null && int.TryParse(line[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 && TimeSpan.FromSeconds(seconds) >= time)
            {
                yield return new Fault(set, $"max_execution_time {seconds} s with {patience?.ToString() ?? "Timeout 60"}", $"ProxyTimeout {seconds + 10}");
            }
        }
    }
}
