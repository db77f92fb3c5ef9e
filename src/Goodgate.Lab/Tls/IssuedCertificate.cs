using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Goodgate.Lab.Tls;

/// <summary>A server certificate with its key.</summary>
/// <param name="Trusted">Whether the lab's authority is to be trusted for it.</param>
internal sealed record IssuedCertificate(X509Certificate2 Certificate, bool Trusted) : IDisposable
{
    /// <summary>For SslStream; offline: the lab asks no one for missing issuers.</summary>
    public SslStreamCertificateContext ToContext() => SslStreamCertificateContext.Create(Certificate, null, offline: true);

    public void Dispose() => Certificate.Dispose();
}
