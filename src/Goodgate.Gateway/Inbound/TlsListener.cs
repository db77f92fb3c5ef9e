using System.Security.Cryptography.X509Certificates;
using Goodgate.Gateway.Settings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Goodgate.Gateway.Inbound;

/// <summary>TLS from PEM or PFX files, the certificate chosen by the name the client asks for (SNI).</summary>
internal static class TlsListener
{
    public static void Configure(ListenOptions endpoint, ListenSettings listen)
    {
        var certificates = listen.Certificates.Select(CertificateFile.Load).ToArray();
        if (certificates.Length == 0)
        {
            throw new CertificateException($"{listen.Url}: https needs certificates: add cert and key (PEM), or pfx");
        }

        endpoint.UseHttps(https => https.ServerCertificateSelector = (_, name) => Select(certificates, name));
    }

    private static X509Certificate2 Select(X509Certificate2[] certificates, string? name) =>
        certificates.FirstOrDefault(one => name is not null && one.MatchesHostname(name)) ?? certificates[0];
}
