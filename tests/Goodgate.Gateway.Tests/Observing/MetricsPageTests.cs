using System.Net;
using Goodgate.Gateway.Observing.Metrics;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class MetricsPageTests
{
    [Fact]
    public async Task Traffic_is_counted_by_class_source_cause_server_and_site()
    {
        using var server = new TestServer();
        var nobody = TestServer.Nobody();
        await using var gateway = await TestGateway.StartAsync([server.Url], settings => settings with
        {
            Upstreams = [.. settings.Upstreams, new UpstreamSettings { Name = "gone", Servers = [nobody] }],
            Sites = [settings.Sites[0] with { Routes = [.. settings.Sites[0].Routes, new RouteSettings { Path = "/gone", Upstream = "gone" }] }],
        });
        (await gateway.Client.GetAsync("/a")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.Client.GetAsync("/b")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.Client.GetAsync("/gone")).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await gateway.SendRawAsync("TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 400");
        await gateway.StopAsync();

        var metrics = Read(gateway);
        metrics["goodgate_requests_total{code_class=2xx,source=upstream}"].ShouldBe(2);
        metrics["goodgate_requests_total{code_class=4xx,source=gateway}"].ShouldBe(1);
        metrics["goodgate_requests_total{code_class=5xx,source=gateway}"].ShouldBe(1);
        metrics["goodgate_requests_total{code_class=5xx,source=upstream}"].ShouldBe(0);
        metrics["goodgate_request_duration_seconds_count"].ShouldBe(4);
        metrics["goodgate_requests_active"].ShouldBe(0);
        metrics["goodgate_failures_total{cause=connect-refused,party=operator}"].ShouldBe(1);
        metrics["goodgate_undetermined_total"].ShouldBe(0);
        metrics["goodgate_refused_requests_total{reason=method-not-served}"].ShouldBe(1);
        metrics["goodgate_site_requests_total{site=shop,code_class=2xx,source=upstream}"].ShouldBe(2);
        metrics[$"goodgate_upstream_requests_total{{upstream=app,server={server.Url}}}"].ShouldBe(2);
        metrics[$"goodgate_upstream_failures_total{{upstream=app,server={server.Url}}}"].ShouldBe(0);
        metrics[$"goodgate_upstream_failures_total{{upstream=gone,server={nobody}}}"].ShouldBe(1);
        metrics[$"goodgate_upstream_connections{{upstream=app,server={server.Url},state=busy}}"].ShouldBe(0);
        metrics[$"goodgate_upstream_idle_limit_seconds{{upstream=app,server={server.Url}}}"].ShouldBe(4);
        metrics["goodgate_config_last_reload_success"].ShouldBe(1);
        metrics["process_resident_memory_bytes"].ShouldBeGreaterThan(1_000_000);
        metrics["process_cpu_seconds_total"].ShouldBeGreaterThan(0);
        metrics["process_open_fds"].ShouldBeGreaterThan(0);
        metrics["process_start_time_seconds"].ShouldBeGreaterThan(1_600_000_000);
    }

    [Fact]
    public async Task A_retry_that_saves_a_request_is_counted_and_no_failure()
    {
        using var server = new TestServer();
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody(), server.Url]);
        (await gateway.Client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await gateway.StopAsync();

        var metrics = Read(gateway);
        metrics["goodgate_retries_total"].ShouldBe(1);
        metrics["goodgate_saved_total{by=retry}"].ShouldBe(1);
        metrics.Samples.Keys.ShouldNotContain(key => key.StartsWith("goodgate_failures_total", StringComparison.Ordinal));
        var told = gateway.Instance.Verdicts.Find(new()).ShouldHaveSingleItem();
        told.Observation.Saved.ShouldBeTrue();
        told.Observation.ClientStatus.ShouldBe(200);
        told.Cause.Id.ShouldBe("connect-refused");
    }

    [Fact]
    public async Task An_upstreams_own_error_is_told_apart()
    {
        using var server = new TestServer("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var gateway = await TestGateway.StartAsync([server.Url]);
        await gateway.Client.GetAsync("/");
        await gateway.StopAsync();
        var metrics = Read(gateway);
        metrics["goodgate_requests_total{code_class=5xx,source=upstream}"].ShouldBe(1);
        metrics["goodgate_requests_total{code_class=5xx,source=gateway}"].ShouldBe(0);
        metrics.Samples.Keys.ShouldContain(key => key.StartsWith("goodgate_failures_total{cause=upstream-sent-error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_listed_twice_is_one_series()
    {
        using var server = new TestServer();
        await using var gateway = await TestGateway.StartAsync([server.Url, server.Url]);
        await gateway.Client.GetAsync("/");
        await gateway.Client.GetAsync("/");
        await gateway.StopAsync();
        Read(gateway)[$"goodgate_upstream_requests_total{{upstream=app,server={server.Url}}}"].ShouldBe(2);
    }

    [Fact]
    public async Task Reloads_keep_a_sites_numbers_and_a_failed_one_shows()
    {
        using var server = new TestServer();
        await using var gateway = await TestGateway.StartAsync([server.Url]);
        await gateway.Client.GetAsync("/");
        var settings = gateway.Instance.Model.Settings;
        await gateway.Instance.ReloadAsync(settings with { DrainTimeout = TimeSpan.FromSeconds(1) });
        Read(gateway)["goodgate_config_last_reload_success"].ShouldBe(1);
        await Should.ThrowAsync<ArgumentException>(() => gateway.Instance.ReloadAsync(settings with { Upstreams = [settings.Upstreams[0] with { Servers = ["ftp://x"] }] }));
        await gateway.StopAsync();
        var metrics = Read(gateway);
        metrics["goodgate_config_last_reload_success"].ShouldBe(0);
        metrics["goodgate_site_requests_total{site=shop,code_class=2xx,source=upstream}"].ShouldBe(1);
    }

    [Theory]
    [InlineData("", "text/plain; version=0.0.4; charset=utf-8", false)]
    [InlineData("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "application/openmetrics-text; version=1.0.0; charset=utf-8", true)]
    public async Task The_page_speaks_the_format_that_is_asked_for(string accept, string type, bool openMetrics)
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        await gateway.Client.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await gateway.Admin.SendAsync(request);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(type);
        PrometheusText.Parse(await answer.Content.ReadAsStringAsync(), openMetrics).Samples.Count.ShouldBeGreaterThan(30);
    }

    private static PrometheusText Read(TestGateway gateway)
    {
        var text = new Exposition(openMetrics: false);
        MetricsPage.Write(text, gateway.Instance.Observatory);
        return PrometheusText.Parse(text.ToString(), openMetrics: false);
    }
}
