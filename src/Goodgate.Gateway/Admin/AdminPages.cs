using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Metrics;
using System.Text;

namespace Goodgate.Gateway.Admin;

/// <summary>The pages about one gateway.</summary>
public static class AdminPages
{
    public static IReadOnlyList<AdminPage> Of(Observatory seen) =>
    [
        new("/metrics", "numbers for Prometheus (text 0.0.4, or OpenMetrics when asked for)", request => Metrics(request, seen)),
        new("/api/verdicts", "the last failures with their evidence; ?limit= &cause= &request_id= &since=", request => VerdictsPage.Answer(request, seen)),
        new("/api/upstreams", "servers: connections, attempts, failures", _ => UpstreamsPage.Answer(seen.Model(), seen.Time)),
        .. CachePages.Of(() => seen.Cache is { IsUsed: true } used ? used.Store : null, seen.Cache is { } cache ? cache.PurgeAsync : null, seen.Cache?.Counters),
        new("/api/causes/", "a cause in words: /api/causes/ID", CausePage.Answer),
    ];

    // OpenMetrics only when it is named: Prometheus does so; people with a browser or curl get plain text.
    private static AdminAnswer Metrics(AdminRequest request, Observatory seen)
    {
        var text = new Exposition(request.Accept.Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase));
        MetricsPage.Write(text, seen);
        return new AdminAnswer(200, text.ContentType, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
