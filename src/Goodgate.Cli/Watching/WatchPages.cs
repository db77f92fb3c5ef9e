using Goodgate.Gateway.Admin;
using Goodgate.Gateway.Observing.Metrics;
using Goodgate.Logs.Watching;

namespace Goodgate.Cli.Watching;

/// <summary>What the admin port of a watch shows.</summary>
internal static class WatchPages
{
    public static IReadOnlyList<AdminPage> Of(LogWatch watch, WatchOutlets outlets, Func<int> open, TimeProvider time) =>
    [
        AdminPages.Metrics(text => Write(text, watch, outlets, open())),
        AdminPages.Verdicts(outlets.Verdicts, time),
        AdminPages.Causes(),
    ];

    private static void Write(Exposition to, LogWatch watch, WatchOutlets outlets, int open)
    {
        var counts = watch.Counts;
        to.Counter("goodgate_watch_lines", "Lines read, blank ones included.").Sample(counts.Lines);
        to.Counter("goodgate_watch_known_lines", "Lines that have a format known here.").Sample(counts.Known);
        to.Counter("goodgate_watch_quiet_requests", "Requests that ended without failure, by access lines.").Sample(counts.Quiet);
        to.Counter("goodgate_watch_skipped_lines", "Lines not read, or not whole, by reason.");
        foreach (var (reason, count) in counts.Skipped.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            to.Sample(count, ("reason", JsonName(reason)));
        }

        to.Counter("goodgate_watch_failures", "Lines, and looks at pools and status pages, that state a failure or its cause, by cause and by the party that must act.");
        foreach (var (name, count) in counts.Failures.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var parts = name.Split(' ');
            to.Sample(count, ("cause", parts[0]), ("party", parts[^1]));
        }

        var (all, there) = watch.Logs;
        to.Gauge("goodgate_watch_logs", "Logs followed, by whether they are there and can be read.").Sample(there, ("state", "read")).Sample(all - there, ("state", "missing"));
        to.Gauge("goodgate_watch_bursts", "Bursts of failures under way.").Sample(open);
        to.Counter("goodgate_verdicts_dropped", "Verdicts lost because their readers were too slow.").Sample(outlets.Verdicts.Dropped);
        to.Counter("goodgate_kept_failures", "Failures written into the data folder.").Sample(outlets.Keeper.Written);
        to.Counter("goodgate_kept_failures_dropped", "Failures missing in the data folder: the queue was full, or the file could not be written.")
            .Sample(outlets.Keeper.Dropped, ("reason", "queue_full"))
            .Sample(outlets.Keeper.Failed, ("reason", "write_error"));
        to.Counter("goodgate_kept_failures_unreadable", "Lines of earlier runs in the data folder that could not be read and were skipped.").Sample(outlets.Keeper.Unreadable);
    }

    // TooLong is too_long, as in all our labels.
    private static string JsonName(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
