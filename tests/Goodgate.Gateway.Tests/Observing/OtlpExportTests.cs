using System.Diagnostics.Metrics;
using System.Text;
using Goodgate.Gateway.Observing.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task Durations_reach_a_collector_with_cause_and_status()
    {
        var received = new TaskCompletionSource<(string Path, string Body)>();
        await using var collector = await CollectorAsync(received);
        await using (var gateway = await TestGateway.StartAsync([TestServer.Nobody()], settings => settings with { OtlpEndpoint = $"{collector.Urls.First()}/otlp" }))
        {
            await gateway.Client.GetAsync("/");
            await gateway.StopAsync();
        }

        var (path, body) = await received.Task.WaitAsync(TimeSpan.FromSeconds(30));
        path.ShouldBe("/otlp/v1/metrics");
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

    private static async Task<WebApplication> CollectorAsync(TaskCompletionSource<(string Path, string Body)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);

            // Protobuf keeps strings as they are.
            received.TrySetResult((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.StartAsync();
        return collector;
    }
}
