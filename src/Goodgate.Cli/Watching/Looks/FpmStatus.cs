using Goodgate.Cli.Showing;
using Goodgate.Gateway.Fpm.Status;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>PHP-FPM's status page as JSON, through a gateway (<c>/fpm-status?json</c>).</summary>
internal static class FpmStatus
{
    /// <summary>The page; null when this is another one.</summary>
    public static StatusReading? Read(ReadOnlySpan<byte> body)
    {
        if (PoolStatusReader.Read(body, out _) is not { } status)
        {
            return null;
        }

        var pool = status.Pool.Length > 0 ? status.Pool : null;
        var summary = $"pool {pool ?? "?"}: {status.Active} busy, {status.Idle} idle, {Words.Count(status.ListenQueue)} waiting, limit reached {Words.Count(status.MaxChildrenReached, "time")} since its start";
        return new StatusReading("PHP-FPM status", summary, status is { Idle: 0, ListenQueue: > 0 }
            ? [new LookSign("php-fpm", Happening.WorkersExhausted, $"{AllBusy(status.Active)}, and {Words.Count(status.ListenQueue, "request")} wait{Longest(status)}") { Pool = pool }]
            : [], status.MaxChildrenReached)
        {
            Rise = count => new LookSign("php-fpm", Happening.WorkersExhausted, $"pm.max_children was reached {Words.Count(count, "time")} since the last look") { Pool = pool },
        };
    }

    /// <summary><c>all 5 workers are busy</c>.</summary>
    public static string AllBusy(int workers) => workers == 1 ? "the only worker is busy" : $"all {workers} workers are busy";

    /// <summary>What holds a worker longest: <c>; the longest: GET /a.php /srv/www/a.php for 4.2 s</c>.</summary>
    public static string Longest(PoolStatus status) => status.Busy.FirstOrDefault() is { } longest
        ? $"; the longest: {longest.Method} {longest.Path} {longest.Script} for {Fpm.PoolWords.Span(longest.Duration)}"
        : "";
}
