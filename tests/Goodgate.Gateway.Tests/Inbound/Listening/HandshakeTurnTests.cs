using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Gateway.Inbound.Http2;
using Goodgate.Gateway.Inbound.Listening;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Tests.Observing;

namespace Goodgate.Gateway.Tests.Inbound.Listening;

/// <summary>Every signature waits for its turn, also that of a handshake that had to begin anew.</summary>
public sealed class HandshakeTurnTests : IAsyncLifetime, IDisposable
{
    private const string Url = "https://127.0.0.1:0";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-turn-").FullName;
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private TestGateway _gateway = null!;
    private Http2Engine _http2 = null!;
    private Reception _reception = null!;

    public async Task InitializeAsync()
    {
        var listen = new ListenSettings { Url = Url, Certificates = [Certificate()] };
        _gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        var settings = _gateway.Instance.Model.Settings;
        var model = GatewayModel.Build(settings with { Listen = [listen] }, null, TimeProvider.System);
        _http2 = new Http2Engine(() => model, _gateway.Instance.Services);
        _reception = new Reception(() => model, _gateway.Instance.Services, _http2);

        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        await _client.ConnectAsync(listener.LocalEndPoint!);
        _reception.Receive(await listener.AcceptAsync(), ListenAddress.Parse(listen));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _reception.Close();
        await _http2.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    public void Dispose()
    {
        _client.Dispose();
        _reception.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_key_that_came_at_once_needs_one_turn()
    {
        await SendAsync(ClientHello.Of(hasKey: true));
        HelloRetryRequest.Begins(await HandshakeAsync()).ShouldBeFalse();
        await AllFreeAsync();
    }

    [Fact]
    public async Task Who_had_to_begin_anew_waits_for_a_turn_again()
    {
        await SendAsync(ClientHello.Of(hasKey: false));
        HelloRetryRequest.Begins(await HandshakeAsync()).ShouldBeTrue();
        await TakeAllAsync();

        await SendAsync(ClientHello.Of(hasKey: true));
        var answer = HandshakeAsync();
        await WaitingAsync();
        answer.IsCompleted.ShouldBeFalse();

        _reception.Handshakes.Leave();
        HelloRetryRequest.Begins(await answer).ShouldBeFalse();
        for (var i = 1; i < Environment.ProcessorCount; i++)
        {
            _reception.Handshakes.Leave();
        }

        await AllFreeAsync();
    }

    [Fact]
    public async Task Who_sends_half_of_it_holds_no_turn()
    {
        await SendAsync(ClientHello.Of(hasKey: false));
        await HandshakeAsync();
        var hello = ClientHello.Of(hasKey: true);
        foreach (var piece in hello.Take(hello.Length - 1).Chunk(20))
        {
            await SendAsync(piece);
            await AllFreeAsync();
        }

        await SendAsync(hello[^1..]);
        HelloRetryRequest.Begins(await HandshakeAsync()).ShouldBeFalse();
        await AllFreeAsync();
    }

    private async Task SendAsync(byte[] bytes) => (await _client.SendAsync(bytes)).ShouldBe(bytes.Length);

    // The next record that is a handshake message; ChangeCipherSpec may stand between (RFC 8446 §D.4).
    private async Task<byte[]> HandshakeAsync()
    {
        while (true)
        {
            var head = await ReadAsync(5);
            var body = await ReadAsync((head[3] << 8) | head[4]);
            if (head[0] == 22)
            {
                return [.. head, .. body];
            }

            head[0].ShouldBe((byte)20, "neither a handshake nor ChangeCipherSpec");
        }
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        using var limit = new CancellationTokenSource(Patience);
        for (var taken = 0; taken < count;)
        {
            var came = await _client.ReceiveAsync(bytes.AsMemory(taken), limit.Token);
            came.ShouldBeGreaterThan(0, "the connection ended");
            taken += came;
        }

        return bytes;
    }

    private async Task TakeAllAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            (await _reception.Handshakes.EnterAsync(limit.Token)).ShouldBeTrue();
        }
    }

    private async Task AllFreeAsync()
    {
        await TakeAllAsync();
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            _reception.Handshakes.Leave();
        }
    }

    private async Task WaitingAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        while (_reception.Handshakes.Waiting == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private CertificateSettings Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=one.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (cert, pem) = (Path.Combine(_folder, "cert.pem"), Path.Combine(_folder, "key.pem"));
        File.WriteAllText(cert, made.ExportCertificatePem());
        File.WriteAllText(pem, key.ExportPkcs8PrivateKeyPem());
        return new CertificateSettings { Cert = cert, Key = pem };
    }
}
