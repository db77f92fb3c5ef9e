using System.Reflection;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>Everything <c>/metrics</c> shows, in the order of docs/metrics.md.</summary>
public static class MetricsPage
{
    private static readonly ResponseSource[] Sources = [ResponseSource.Gateway, ResponseSource.Upstream, ResponseSource.File, ResponseSource.Cache];

    /// <summary>Writes all families.</summary>
    public static void Write(Exposition to, Observatory seen)
    {
        WriteRequests(to, seen.Outlets.Counters);
        WriteConnections(to, seen.Outlets.Counters.Connections);
        WriteFailures(to, seen);
        WriteSites(to, seen);
        UpstreamMetrics.Write(to, seen.Model().Upstreams.Values);
        WorkerMetrics.Write(to, seen.Model().Upstreams.Values);
        if (seen.Cache is { } cache)
        {
            CacheMetrics.Write(to, cache);
        }

        WriteGateway(to, seen);
        ProcessMetrics.Write(to);
    }

    private static void WriteRequests(Exposition to, Counters counters)
    {
        to.Counter("goodgate_requests", "Requests answered, by class of status (499 is 4xx; none = no response was sent) and by who made the response.");
        WriteStatuses(to, counters.Requests, null);
        to.Histogram("goodgate_request_duration_seconds", "Time from the request's head to the end of the response. Requests refused by the HTTP parser are not in it.", counters.Durations);
        to.Gauge("goodgate_requests_active", "Requests under way.").Sample(counters.Active);
        to.Counter("goodgate_refused_requests", "Requests refused before they went anywhere, by reason.");
        foreach (var (reason, count) in counters.RefusedByReason.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            to.Sample(count, ("reason", reason));
        }

        to.Counter("goodgate_rate_clients_forgotten", "Clients that a limit on rates forgot before their time, because its table was full: they begin anew.").Sample(counters.ForgottenClients);
    }

    private static void WriteConnections(Exposition to, ConnectionCounts connections)
    {
        to.Gauge("goodgate_client_connections", "Connections of clients open.").Sample(connections.Open);
        to.Gauge("goodgate_client_connections_limit", "Most connections of clients there may be: the setting, or what the limit on descriptors leaves room for. 0 before the first has come.")
            .Sample(connections.Limit);
        to.Counter("goodgate_client_connections_refused", "Connections of clients turned away, by reason.");
        foreach (var (reason, count) in connections.TurnedAway.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            to.Sample(count, ("reason", reason));
        }
    }

    private static void WriteFailures(Exposition to, Observatory seen)
    {
        var counters = seen.Outlets.Counters;
        to.Counter("goodgate_failures", "Failed requests by cause and by the party that must act. A client that left (client-aborted) is among them; a request saved by a retry is not.");
        foreach (var ((cause, party), count) in counters.Failures.OrderBy(one => one.Key))
        {
            to.Sample(count, ("cause", cause), ("party", party));
        }

        to.Counter("goodgate_undetermined", "Failed requests whose cause could not be named: a defect of Goodgate's.").Sample(counters.Undetermined);
        to.Counter("goodgate_retries", "Attempts after the first one of a request.").Sample(counters.Retries);
        to.Counter("goodgate_saved", "Requests that would have failed and did not.").Sample(counters.SavedByRetry, ("by", "retry")).Sample(seen.Cache?.Counters.Of(CacheResult.Saved) ?? 0, ("by", "cache"));
        to.Counter("goodgate_excess_bytes", "Responses followed by bytes nobody had asked for; the connection was closed.").Sample(counters.Excess);
        to.Counter("goodgate_verdicts_dropped", "Verdicts lost because their readers were too slow.").Sample(seen.Verdicts.Dropped);
        WriteLines(to, seen);
    }

    private static void WriteLines(Exposition to, Observatory seen)
    {
        to.Counter("goodgate_kept_failures", "Failures written into the data folder.").Sample(seen.Keeper.Written);
        to.Counter("goodgate_kept_failures_dropped", "Failures missing in the data folder: the queue was full, or the file could not be written.")
            .Sample(seen.Keeper.Dropped, ("reason", "queue_full"))
            .Sample(seen.Keeper.Failed, ("reason", "write_error"));
        to.Counter("goodgate_kept_failures_unreadable", "Lines of earlier runs in the data folder that could not be read and were skipped.").Sample(seen.Keeper.Unreadable);
        to.Counter("goodgate_access_records", "Access records written.").Sample(seen.AccessLog.Written);
        to.Counter("goodgate_access_records_dropped", "Access records lost: the queue was full, or the file could not be written.")
            .Sample(seen.AccessLog.Dropped, ("reason", "queue_full"))
            .Sample(seen.AccessLog.Failed, ("reason", "write_error"));
    }

    private static void WriteSites(Exposition to, Observatory seen)
    {
        to.Counter("goodgate_site_requests", "Requests answered by site; those for hosts of no site are missing here.");
        foreach (var site in seen.Model().Sites.DistinctBy(site => site.Settings.Name))
        {
            WriteStatuses(to, site.Counters.Requests, site.Settings.Name);
        }
    }

    private static void WriteGateway(Exposition to, Observatory seen)
    {
        to.Gauge("goodgate_config_last_reload_success", "1 when the last attempt to load settings succeeded (the start counts), 0 when older ones are in force.")
            .Sample(seen.Reloads.LastSucceeded ? 1 : 0);
        to.Gauge("goodgate_config_last_reload_success_timestamp_seconds", "When the settings in force were loaded, Unix time.")
            .Sample(seen.Reloads.LastSuccess.ToUnixTimeMilliseconds() / 1000.0);
        if (seen.Stalls is { IsRunning: true } stalls)
        {
            to.Counter("goodgate_stall_probes", "Probes of the event loops: one a loop every 100 ms.").Sample(stalls.Probes);
            to.Counter("goodgate_stalls", "Probes that waited more than 5 ms for their event loop: code that blocks, a garbage collection, or too little CPU.").Sample(stalls.Stalls);
            to.Counter("goodgate_stall_seconds", "Time those probes waited, together.").Sample(stalls.Seconds);
        }

        WriteBuild(to);
    }

    /// <summary>Which program this is.</summary>
    internal static void WriteBuild(Exposition to) =>
        to.Gauge("goodgate_build_info", "Always 1; the version is in the labels.").Sample(1, ("version", Version), ("runtime", Environment.Version.ToString()));

    private static void WriteStatuses(Exposition to, StatusCounts counts, string? site)
    {
        for (var statusClass = 0; statusClass <= 5; statusClass++)
        {
            foreach (var source in Sources)
            {
                WriteStatus(to, counts.Of(statusClass, source), statusClass == 0 ? "none" : $"{statusClass}xx", source switch { ResponseSource.Upstream => "upstream", ResponseSource.File => "file", ResponseSource.Cache => "cache", _ => "gateway" }, site);
            }
        }
    }

    // Zeros are written for the classes people alert on, so that a rate over the first failure is seen; the others only when they happened.
    private static void WriteStatus(Exposition to, long count, string statusClass, string source, string? site)
    {
        if (count == 0 && statusClass is not ("2xx" or "5xx"))
        {
            return;
        }

        if (site is null)
        {
            to.Sample(count, ("code_class", statusClass), ("source", source));
        }
        else
        {
            to.Sample(count, ("site", site), ("code_class", statusClass), ("source", source));
        }
    }

    /// <summary>The version, without the commit that the SDK adds.</summary>
    internal static string Version { get; } =
        typeof(MetricsPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
