using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Observing.Metrics;
using System.Text;

namespace Goodgate.Gateway.Admin;

/// <summary>The pages about one gateway.</summary>
public static class AdminPages
{
    public static IReadOnlyList<AdminPage> Of(Observatory seen) =>
    [
        new("/metrics", "numbers for Prometheus (text 0.0.4, or OpenMetrics when asked for)", request => Metrics(request, text => MetricsPage.Write(text, seen))),
        Verdicts(seen.Verdicts, seen.Time),
        new("/api/upstreams", "servers: connections, attempts, failures", _ => UpstreamsPage.Answer(seen.Model(), seen.Time)),
        .. CachePages.Of(() => seen.Cache is { IsUsed: true } used ? used.Store : null, seen.Cache is { } cache ? cache.PurgeAsync : null, seen.Cache?.Counters, seen.Time),
        Causes(),
    ];

    /// <summary>The last failures, whoever saw them.</summary>
    public static AdminPage Verdicts(VerdictLog log, TimeProvider time) =>
        new("/api/verdicts", "the last failures with their evidence; ?limit= &cause= &request_id= &since=", request => VerdictsPage.Answer(request, log, time));

    /// <summary>The catalogue.</summary>
    public static AdminPage Causes() => new("/api/causes/", "a cause in words: /api/causes/ID", CausePage.Answer);

    /// <summary>Numbers of something else than a gateway, and those of the process.</summary>
    public static AdminPage Metrics(Action<Exposition> write) => new("/metrics", "numbers for Prometheus (text 0.0.4, or OpenMetrics when asked for)", request => Metrics(request, text =>
    {
        write(text);
        MetricsPage.WriteBuild(text);
        ProcessMetrics.Write(text);
    }));

    // OpenMetrics only when it is named: Prometheus does so; people with a browser or curl get plain text.
    private static AdminAnswer Metrics(AdminRequest request, Action<Exposition> write)
    {
        var text = new Exposition(request.Accept.Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase));
        write(text);
        return new AdminAnswer(200, text.ContentType, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
