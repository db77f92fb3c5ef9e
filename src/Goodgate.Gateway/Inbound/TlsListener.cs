using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Gateway.Certificates;
using Goodgate.Gateway.Settings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Goodgate.Gateway.Inbound;

/// <summary>TLS from PEM or PFX files, the certificate chosen by the name the client asks for (SNI); intermediates are sent along.</summary>
internal static class TlsListener
{
    public static void Configure(ListenOptions endpoint, ListenSettings listen)
    {
        var certificates = listen.Certificates.Select(CertificateFile.LoadChain).ToArray();
        if (certificates.Length == 0)
        {
            throw new CertificateException($"{listen.Url}: https needs certificates: add cert and key (PEM), or pfx");
        }

        // HTTP/2 first: clients that can speak both take it.
        List<SslApplicationProtocol> protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
        endpoint.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = context => new ValueTask<SslServerAuthenticationOptions>(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = Select(certificates, context.ClientHelloInfo.ServerName),
                ApplicationProtocols = protocols,
            }),
        });
    }

    private static SslStreamCertificateContext Select(SslStreamCertificateContext[] certificates, string? name)
    {
        foreach (var one in certificates)
        {
            if (!string.IsNullOrEmpty(name) && one.TargetCertificate.MatchesHostname(name))
            {
                return one;
            }
        }

        return certificates[0];
    }
}
