using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Goodgate.Lab.Scripts;
using Goodgate.Lab.Stages;
using Goodgate.Lab.Tls;

namespace Goodgate.Lab.Origin;

/// <summary>A small, correct HTTP/1.1 server: what a gateway in a test stands in front of. What it answers is listed in <see cref="OriginRoutes"/>.</summary>
public sealed class HealthyOrigin : IAsyncDisposable
{
    private const string Who = "the lab's healthy origin";

    private readonly OriginOptions _options;
    private readonly AcceptLoop _loop;
    private readonly LabAuthority? _authority;
    private readonly IssuedCertificate? _certificate;
    private readonly SslServerAuthenticationOptions? _tls;

    private HealthyOrigin(OriginOptions options, Socket listener)
    {
        _options = options;
        if (options.Tls)
        {
            _authority = new LabAuthority(options.Time);
            _certificate = _authority.Issue(CertificateKind.Good, options.Listen);
            _tls = new SslServerAuthenticationOptions { ServerCertificateContext = _certificate.ToContext() };
        }

        Url = options.UnixPath is { } path
            ? $"http+unix:{path}"
            : $"{(options.Tls ? "https" : "http")}://{ServerStage.Address(options.Listen)}:{((IPEndPoint)listener.LocalEndPoint!).Port}";
        CaPem = _authority?.Pem;
        _loop = new AcceptLoop(listener, Seen, ServeAsync);
    }

    /// <summary>What to give a gateway as server URL.</summary>
    public string Url { get; }

    /// <summary>The authority to trust, as PEM; null without TLS.</summary>
    public string? CaPem { get; }

    /// <summary>Connections and requests that arrived.</summary>
    public Sightings Seen { get; } = new();

    /// <summary>Starts to serve.</summary>
    /// <exception cref="LabException">The port is taken, or the socket cannot be made.</exception>
    public static HealthyOrigin Start(OriginOptions? options = null)
    {
        options ??= new OriginOptions();
        var listener = options.UnixPath is { } path ? Listener.Unix(path, Who) : Listener.Tcp(options.Listen, options.Port, Who);
        return new HealthyOrigin(options, listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        _certificate?.Dispose();
        _authority?.Dispose();
        if (_options.UnixPath is { } path)
        {
            File.Delete(path);
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken cancel)
    {
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (_tls is null)
        {
            await new OriginConnection(socket, plain, Seen, _options).ServeAsync(cancel);
            return;
        }

        await using var secure = new SslStream(plain, leaveInnerStreamOpen: true);
        await secure.AuthenticateAsServerAsync(_tls, cancel);
        await new OriginConnection(socket, secure, Seen, _options).ServeAsync(cancel);
    }
}
