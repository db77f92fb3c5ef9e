using System.Diagnostics;
using System.Diagnostics.Metrics;
using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>
/// The meter "Goodgate" with the stable HTTP server metrics of OpenTelemetry's semantic conventions. Whoever wants them listens (OTLP export,
/// <c>dotnet-counters</c>); while nobody does, an exchange costs one comparison.
/// </summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Goodgate";

    // Methods are the client's words: unknown ones are one value (semantic conventions, http.request.method).
    private static readonly HashSet<string> KnownMethods =
        new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY" };

    private readonly Meter _meter = new(MeterName, MetricsPage.Version);
    private readonly Histogram<double> _duration;

    public Telemetry(Counters counters)
    {
        _duration = _meter.CreateHistogram(
            "http.server.request.duration",
            "s",
            "Duration of HTTP server requests.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Counters.Buckets });
        _meter.CreateObservableUpDownCounter("http.server.active_requests", () => counters.Active, "{request}", "Number of active HTTP server requests.");
    }

    /// <summary>This gateway's meter, to tell it from another one's in the same process.</summary>
    public Meter Meter => _meter;

    public void Dispose() => _meter.Dispose();

    internal void Ended(Exchange exchange, TimeSpan duration)
    {
        if (!_duration.Enabled)
        {
            return;
        }

        var method = exchange.Client.Method;
        var tags = new TagList
        {
            { "http.request.method", KnownMethods.Contains(method) ? method : "_OTHER" },
            { "url.scheme", exchange.Client.IsHttps ? "https" : "http" },
        };
        if (exchange.Status > 0)
        {
            tags.Add("http.response.status_code", exchange.Status);
        }

        if (exchange.Verdict is { } verdict)
        {
            tags.Add("error.type", verdict.Cause.Id);
        }

        _duration.Record(duration.TotalSeconds, tags);
    }
}
