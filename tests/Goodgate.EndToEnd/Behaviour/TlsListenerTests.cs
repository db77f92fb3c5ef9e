using System.Net.Security;
using System.Net.Sockets;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Certificates;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>TLS towards clients: the certificate the name asks for, with its intermediates; the protocol by ALPN.</summary>
public sealed class TlsListenerTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly Authority _authority = new();

    [Theory]
    [InlineData("one.test", "CN=one.test")]
    [InlineData("two.test", "CN=two.test")]
    [InlineData("deep.two.test", "CN=two.test")]
    [InlineData("unknown.test", "CN=one.test")]
    [InlineData("127.0.0.1", "CN=one.test")]
    public async Task The_name_chooses_the_certificate_and_its_chain_is_sent(string name, string subject)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url);
        string? shown = null;
        IReadOnlyList<string> sent = [];
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(gateway.Address);
        await using var stream = new SslStream(new NetworkStream(socket));

        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name,
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                shown = certificate!.Subject;
                sent = [.. chain!.ChainPolicy.ExtraStore.Select(one => one.Subject)];
                return true;
            },
        });

        shown.ShouldBe(subject);
        sent.ShouldContain(_authority.Intermediate, "a client that trusts the root alone needs it");
    }

    [Theory]
    [InlineData("h2,http/1.1", "h2")]
    [InlineData("http/1.1", "http/1.1")]
    [InlineData("", "")]
    public async Task The_protocol_is_agreed_by_alpn(string offered, string agreed)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(gateway.Address);
        await using var stream = new SslStream(new NetworkStream(socket), false, (_, _, _, _) => true);

        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "one.test",
            ApplicationProtocols = offered.Length == 0 ? null : [.. offered.Split(',').Select(one => new SslApplicationProtocol(one))],
        });

        stream.NegotiatedApplicationProtocol.ToString().ShouldBe(agreed);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task The_server_hears_of_https(string version)
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" + Ok);
        await using var gateway = await StartAsync(origin.Url);
        using var handler = new SocketsHttpHandler { UseProxy = false, SslOptions = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{gateway.Address}/")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = "one.test";

        using var answer = await client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("ok");
        OriginPeer.Lines(origin.Received[0], "X-Forwarded-Proto").ShouldBe(["https"]);
        OriginPeer.Lines(origin.Received[0], "Forwarded").ShouldBe(["for=127.0.0.1;host=one.test;proto=https"]);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_named()
    {
        var settings = RunningGateway.Before("http://127.0.0.1:1") with
        {
            Listen = [new ListenSettings { Url = "https://127.0.0.1:0", Certificates = [new CertificateSettings { Cert = "/nowhere/a.pem", Key = "/nowhere/a.key" }] }],
        };

        var failure = await Should.ThrowAsync<CertificateException>(async () => await RunningGateway.StartAsync(settings));

        failure.Message.ShouldContain("/nowhere/a.pem");
    }

    public void Dispose() => _authority.Dispose();

    private Task<RunningGateway> StartAsync(string server) => RunningGateway.StartAsync(RunningGateway.Before(server) with
    {
        Listen = [new ListenSettings { Url = "https://127.0.0.1:0", Certificates = [_authority.Issue("one.test"), _authority.Issue("two.test", "*.two.test")] }],
    });
}
