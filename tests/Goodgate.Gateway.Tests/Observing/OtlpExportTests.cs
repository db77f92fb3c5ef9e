using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Goodgate.Gateway.Observing.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

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
        await using var collector = await CollectorAsync(received, protocols);
        await using (var gateway = await TestGateway.StartAsync([TestServer.Nobody()], settings => settings with { OtlpEndpoint = collector.Urls.First() + endpoint }))
        {
            await gateway.Client.GetAsync("/");
            await gateway.StopAsync();
        }

        var (path, body) = await received.Task.WaitAsync(TimeSpan.FromSeconds(30));
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

    private static async Task<WebApplication> CollectorAsync(TaskCompletionSource<(string Path, string Body)> received, HttpProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);

            // Protobuf keeps strings as they are.
            received.TrySetResult((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            if (protocols == HttpProtocols.Http2)
            {
                // An empty gRPC message, and status OK.
                context.Response.ContentType = "application/grpc";
                await context.Response.Body.WriteAsync(new byte[5]);
                context.Response.AppendTrailer("grpc-status", "0");
            }
        });
        await collector.StartAsync();
        return collector;
    }
}
