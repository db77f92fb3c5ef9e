using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Gateway.Certificates;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Upstreams;

/// <summary>TLS settings of one upstream with their files loaded, so that a missing file is found at the start and not at the first request.</summary>
internal sealed class UpstreamTls
{
    private static readonly List<SslApplicationProtocol> Http11 = [SslApplicationProtocol.Http11];

    private readonly UpstreamTlsSettings _settings;
    private readonly X509Certificate2Collection? _authorities;
    private readonly SslStreamCertificateContext? _own;

    /// <exception cref="CertificateException">A file cannot be used; the message names it.</exception>
    public UpstreamTls(UpstreamTlsSettings settings)
    {
        _settings = settings;
        _authorities = settings.Ca is { } file ? AuthorityFile.Load(file) : null;
        _own = settings.ClientCertificate is { } client ? CertificateFile.LoadChain(client) : null;
    }

    /// <summary>Options for one handshake.</summary>
    public (SslClientAuthenticationOptions Options, CertificateCheck Check) For(ServerAddress address, DateTimeOffset now)
    {
        var name = _settings.ServerName ?? address.Host;
        var check = new CertificateCheck(_settings.Verify, name, _authorities, now);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = name,
            ApplicationProtocols = Http11,
            RemoteCertificateValidationCallback = check.Accept,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            ClientCertificateContext = _own,
        };
        return (options, check);
    }
}
