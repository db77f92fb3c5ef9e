using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Cli.Fpm;

/// <summary>A pool on one line, for a pipe that is watched.</summary>
internal static class PoolLine
{
    /// <summary><c>2026-11-28T00:06:57Z www 3 busy, 1 idle, of 5 there may be · 12 wait, room for 511 · longest /srv/www/a.php 4.2 s</c>.</summary>
    public static string Of(PoolSnapshot seen)
    {
        string?[] parts =
        [
            seen.Status is { } status ? PoolWords.Workers(seen, status) : seen.Trouble,
            seen.Queue is { } queue ? PoolWords.Queue(queue) : null,
            seen.Rate is not null && seen.Status is { } now ? PoolWords.Requests(seen, now) : null,
            seen.Status?.Busy.FirstOrDefault() is { } longest ? Longest(longest) : null,
        ];
        return $"{seen.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {(seen.PoolName.Length > 0 ? PoolWords.Shown(seen.PoolName) : "-")} {string.Join(" · ", parts.OfType<string>())}";
    }

    private static string Longest(PoolProcess process) => $"longest {PoolWords.Shown(process.Script ?? process.State)} {PoolWords.Span(process.Duration)}";
}
