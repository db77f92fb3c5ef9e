using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison;

/// <summary>A self-made ECDSA P-256 certificate for loopback, the same for all proxies, valid for a day.</summary>
public static class RunCertificate
{
    public static CertificateFiles Make(Workplace workplace)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        var (certificateText, keyText) = (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
        return new CertificateFiles(
            workplace.Write("certificate.pem", certificateText), workplace.Write("key.pem", keyText), workplace.Write("both.pem", certificateText + keyText));
    }
}
