using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Inbound.Admission;
using Goodgate.Gateway.Inbound.Http1;
using Goodgate.Gateway.Inbound.Http2;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>A client that begins with TLS: certificates of the settings in force, so that a renewed one serves after a reload; then HTTP/2 or HTTP/1.1.</summary>
internal sealed class TlsClient(PlainTransport transport, ListenAddress address, IPEndPoint? remote, IPEndPoint? local, Reception reception, Http2Engine http2) : IClientConnection
{
    // As nginx (client_header_timeout) counts it, but for the handshake alone; Kestrel's is as long.
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);

    // HTTP/2 first: clients that can speak both take it.
    private static readonly List<SslApplicationProtocol> Protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    private static readonly byte[] PlainAnswer = Plain("400 Bad Request: plain-http-on-a-tls-port: this port speaks TLS; the address begins with https:// here.\n");

    private readonly SocketStream _bytes = new(transport);
    private IClientConnection? _inside;
    private int _atWork;
    private volatile bool _draining;

    public async Task RunAsync()
    {
        if (await HandshakeAsync() is not { } stream)
        {
            return;
        }

        _inside = stream.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2
            ? new Http2Connection(new HandedOverConnection(transport, _bytes, stream, (local, remote), reception.Services.Time), http2)
            : new Http1Connection(new ClientPeer(new TlsTransport(transport, _bytes, stream), remote?.Address, local?.Port ?? 0, IsHttps: true) { RemotePort = remote?.Port ?? 0, LocalAddress = local?.Address }, reception);
        if (_draining)
        {
            _inside.Drain();
        }

        await _inside.RunAsync();
    }

    public void Drain()
    {
        _draining = true;
        _inside?.Drain();
    }

    public void Close()
    {
        _inside?.Close();
        transport.Close();
    }

    public void Dispose()
    {
        _inside?.Dispose();
        _bytes.Dispose();
    }

    private async Task<SslStream?> HandshakeAsync()
    {
        var stream = new SslStream(_bytes, leaveInnerStreamOpen: false);
        using var limit = new CancellationTokenSource(HandshakeLimit, reception.Services.Time);
        try
        {
            await stream.AuthenticateAsServerAsync(SelectAsync, null, limit.Token);
            return stream;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException or KeyNotFoundException)
        {
            if (LooksLikeHttp(_bytes.First))
            {
                await SayPlainAsync();
            }

            await stream.DisposeAsync();
            transport.Close();
            return null;
        }
        finally
        {
            EndWork();
        }
    }

    // The client's first words are here; the signature comes next. After a HelloRetryRequest (RFC 8446 §4.1.4) it does so here once more. It costs up to a millisecond of CPU, which the event loops do not have. What is
    // sent then (OnSending) is the end of the work: the rest of the handshake waits for the client.
    private async ValueTask<SslServerAuthenticationOptions> SelectAsync(SslStream stream, SslClientHelloInfo hello, object? state, CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (!await reception.Handshakes.EnterAsync(cancel))
        {
            reception.TurnAway(Turnaway.NoProcessor, remote?.Address);
            throw new AuthenticationException("too many handshakes at once");
        }

        Volatile.Write(ref _atWork, 1);
        _bytes.OnSending = EndWork;
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = reception.Model.Certificates[address.Url].Select(hello.ServerName),
            ApplicationProtocols = Protocols,
        };
    }

    private void EndWork()
    {
        _bytes.OnSending = null;
        if (Interlocked.Exchange(ref _atWork, 0) != 0)
        {
            reception.Handshakes.Leave();
        }
    }

    private static byte[] Plain(string text) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {text.Length}\r\nConnection: close\r\nCache-Control: no-store\r\n\r\n{text}");

    private static bool LooksLikeHttp(ReadOnlySpan<byte> first) => first.Length > 4 && first.IndexOf(" "u8) is > 2 and < 8 && first[0] is >= (byte)'A' and <= (byte)'Z';

    // As nginx does (its 497): a person who typed http:// for https:// gets a sentence, not a closed connection.
    private async ValueTask SayPlainAsync()
    {
        var outlets = reception.Services.Outlets;
        outlets.RefusedBelow(new AccessRecord
        {
            Time = reception.Services.Time.GetUtcNow(),
            Duration = TimeSpan.Zero,
            RequestId = Guid.NewGuid().ToString("n"),
            Client = remote?.Address,
            Method = "",
            Host = "",
            Target = "",
            Protocol = "",
            IsHttps = false,
            Status = 400,
            Source = ResponseSource.Gateway,
            Refusal = "plain-http-on-a-tls-port",
        });
        await transport.SendAsync(PlainAnswer);
        await transport.ShutdownSendAsync();
    }
}
