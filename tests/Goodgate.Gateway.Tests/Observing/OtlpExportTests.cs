using System.Diagnostics.Metrics;
using Goodgate.Gateway.Observing.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class OtlpExportTests
{
    [Theory]
    [InlineData("/otlp", HttpProtocols.Http1, "/otlp/v1/metrics")]
    [InlineData("/v1/metrics", HttpProtocols.Http1, "/v1/metrics")]
    [InlineData("", HttpProtocols.Http2, "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")]
    public async Task Durations_reach_a_collector_with_cause_and_status(string endpoint, HttpProtocols protocols, string expected)
    {
        var received = new TaskCompletionSource<(string Path, string Body)>();
        await using var collector = await Collector.StartAsync(received, protocols);
        await using (var gateway = await TestGateway.StartAsync([TestServer.Nobody()], settings => settings with { OtlpEndpoint = collector.Urls.First() + endpoint }))
        {
            await gateway.Client.GetAsync("/");
            await gateway.StopAsync();
        }

        var (path, body) = await received.Task.WaitAsync(TimeSpan.FromSeconds(60));
        path.ShouldBe(expected);
        body.ShouldContain("http.server.request.duration");
        body.ShouldContain("http.server.active_requests");
        body.ShouldContain("http.response.status_code");
        body.ShouldContain("error.type");
        body.ShouldContain("connect-refused");
        body.ShouldContain("service.name");
    }

    [Fact]
    public void Without_an_endpoint_nothing_is_exported() => OtlpExport.Start(null).ShouldBeNull();

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("ftp://collector:4317")]
    [InlineData("")]
    public void An_endpoint_that_is_no_url_is_refused(string endpoint) =>
        Should.Throw<ArgumentException>(() => OtlpExport.Start(endpoint)).Message.ShouldContain("http://HOST:4317");

    [Fact]
    public async Task Methods_of_a_clients_own_invention_are_one_value()
    {
        using var server = new TestServer();
        await using var gateway = await TestGateway.StartAsync([server.Url]);
        var methods = new List<object?>();
        using var listener = new MeterListener();
        var meter = gateway.Instance.Outlets.Telemetry.Meter;
        listener.InstrumentPublished = (instrument, on) =>
        {
            if (instrument.Meter == meter && instrument.Name == "http.server.request.duration")
            {
                on.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            lock (methods)
            {
                methods.Add(tags.ToArray().Single(tag => tag.Key == "http.request.method").Value);
            }
        });
        listener.Start();
        using var odd = new HttpRequestMessage(new HttpMethod("BREW"), "/");
        await gateway.Client.SendAsync(odd);
        await gateway.Client.GetAsync("/");
        await gateway.StopAsync();
        methods.Order().ShouldBe(["_OTHER", "GET"], ignoreOrder: true);
    }
}
