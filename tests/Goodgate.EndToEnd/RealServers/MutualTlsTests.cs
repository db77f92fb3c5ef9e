using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A server that wants to see a certificate of the gateway: nginx with <c>ssl_verify_client on</c>.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private readonly Authority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("TLSv1.2")]
    [InlineData("TLSv1.3")]
    public async Task The_gateways_certificate_opens_the_door(string protocol)
    {
        using var nginx = await StartAsync(protocol);
        await using var gateway = await StartAsync(nginx, _authority.Issue("gateway.test"));
        using var client = await gateway.ConnectAsync();

        // Twice over one connection, once over another.
        foreach (var connection in (RawClient[])[client, client])
        {
            (await connection.AskAsync("GET / HTTP/1.1\r\nHost: site.test\r\n\r\n")).Text.ShouldBe($"SUCCESS CN=gateway.test {protocol}");
        }

        gateway.Instance.Model.Upstreams["app"].Servers[0].Pool.Drain();
        (await gateway.GetAsync()).Text.ShouldBe($"SUCCESS CN=gateway.test {protocol}");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    // nginx finishes the handshake and refuses with an answer of its own, which is relayed: the lab plays servers that refuse with an alert.
    [Theory]
    [InlineData(false, "No required SSL certificate was sent")]
    [InlineData(true, "The SSL certificate error")]
    public async Task Without_one_or_with_a_strangers_the_servers_refusal_is_relayed(bool shown, string refusal)
    {
        using var strangers = new Authority("Stranger");
        using var nginx = await StartAsync("TLSv1.3");
        await using var gateway = await StartAsync(nginx, shown ? strangers.Issue("gateway.test") : null);

        var answer = await gateway.GetAsync();

        answer.Status.ShouldBe(400);
        answer.Text.ShouldContain(refusal);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    private Task<NginxServer> StartAsync(string protocol)
    {
        var own = _authority.Issue("127.0.0.1");
        return NginxServer.StartAsync(
            "ssl",
            $$"""
            ssl_certificate {{own.Cert}};
            ssl_certificate_key {{own.Key}};
            ssl_protocols {{protocol}};
            ssl_verify_client on;
            ssl_client_certificate {{_authority.RootFile}};
            ssl_verify_depth 2;
            location / { return 200 "$ssl_client_verify $ssl_client_s_dn $ssl_protocol"; }
            """);
    }

    private Task<RunningGateway> StartAsync(NginxServer nginx, CertificateSettings? own) => RunningGateway.StartAsync(RunningGateway.Before(new UpstreamSettings
    {
        Name = "app",
        Servers = [$"https://127.0.0.1:{nginx.Port}"],
        Timeouts = RunningGateway.LongLimits,
        Tls = new UpstreamTlsSettings { Ca = _authority.RootFile, ClientCertificate = own },
    }));
}
