using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>Sends the meter "Goodgate" to an OpenTelemetry collector. Nothing of it is loaded while no endpoint is set.</summary>
public static class OtlpExport
{
    // Registered ports of OTLP: 4317 gRPC, 4318 HTTP.
    private const int HttpPort = 4318;

    private static readonly string[] EndpointVariables = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>Starts to export every 60 s (OTEL_METRIC_EXPORT_INTERVAL changes it).</summary>
    /// <param name="endpoint">From the settings; null = the standard environment variables decide.</param>
    /// <returns>Ends the export and sends what is left; null when no endpoint is set.</returns>
    /// <exception cref="ArgumentException">The endpoint is no URL.</exception>
    public static IDisposable? Start(string? endpoint)
    {
        var isSet = endpoint is not null || EndpointVariables.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
        return isSet ? Build(endpoint) : null;
    }

    private static MeterProvider Build(string? endpoint)
    {
        Uri? uri = null;
        if (endpoint is not null && (!Uri.TryCreate(endpoint, UriKind.Absolute, out uri) || uri.Scheme is not ("http" or "https")))
        {
            throw new ArgumentException($"otlp_endpoint: \"{endpoint}\": expected http://HOST:4317 (gRPC), http://HOST:4318 (HTTP) or the same with https", nameof(endpoint));
        }

        return Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("goodgate", serviceVersion: MetricsPage.Version).AddEnvironmentVariableDetector())
            .AddMeter(Telemetry.MeterName)
            .AddOtlpExporter(options =>
            {
                if (uri is not null)
                {
                    Apply(options, uri);
                }
            })
            .Build();
    }

    // A path, or the HTTP port, means OTLP over HTTP; the exporter takes an endpoint set here as it is, so the signal's path is ours to add.
    private static void Apply(OtlpExporterOptions options, Uri uri)
    {
        options.Endpoint = uri;
        if (uri.Port == HttpPort || uri.AbsolutePath != "/")
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
            options.Endpoint = uri.AbsolutePath.EndsWith("/v1/metrics", StringComparison.Ordinal)
                ? uri
                : new UriBuilder(uri) { Path = uri.AbsolutePath.TrimEnd('/') + "/v1/metrics" }.Uri;
        }
        else
        {
            options.Protocol = OtlpExportProtocol.Grpc;
        }
    }
}
