using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Goodgate.Lab.Tls;

/// <summary>The lab's own certificate authority, made in memory for one run; its key is never written.</summary>
internal sealed class LabAuthority : IDisposable
{
    private readonly DateTimeOffset _now;
    private readonly X509Certificate2 _root;

    public LabAuthority(TimeProvider time)
    {
        _now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Authority("Goodgate lab CA", key).CreateSelfSigned(_now.AddDays(-60), _now.AddDays(365));
    }

    /// <summary>The authority's certificate as PEM.</summary>
    public string Pem => _root.ExportCertificatePem() + "\n";

    public IssuedCertificate Issue(CertificateKind kind, IPAddress address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Server(kind, address, key);
        var (begin, end) = kind switch
        {
            CertificateKind.Expired => (_now.AddDays(-30), _now.AddDays(-1)),
            CertificateKind.NotYetValid => (_now.AddDays(1), _now.AddDays(30)),
            _ => (_now.AddDays(-1), _now.AddDays(30)),
        };
        var trusted = kind is not (CertificateKind.SelfSigned or CertificateKind.UnknownAuthority);
        return new IssuedCertificate(Sign(kind, request, key, begin, end), trusted);
    }

    public void Dispose() => _root.Dispose();

    private X509Certificate2 Sign(CertificateKind kind, CertificateRequest request, ECDsa key, DateTimeOffset begin, DateTimeOffset end)
    {
        switch (kind)
        {
            case CertificateKind.SelfSigned:
                using (var self = request.CreateSelfSigned(begin, end))
                {
                    return WithKeyStored(self);
                }

            case CertificateKind.MissingIntermediate:
                using (var intermediate = Intermediate())
                {
                    return Sign(request, intermediate, key, begin, end);
                }

            default:
                return Sign(request, _root, key, begin, end);
        }
    }

    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 issuer, ECDsa key, DateTimeOffset begin, DateTimeOffset end)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        using var bare = request.Create(issuer, begin, end, RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return WithKeyStored(whole);
    }

    private X509Certificate2 Intermediate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bare = Authority("Goodgate lab intermediate", key).Create(_root, _now.AddDays(-59), _now.AddDays(364), RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest Server(CertificateKind kind, IPAddress address, ECDsa key)
    {
        var names = new SubjectAlternativeNameBuilder();
        var subject = kind is CertificateKind.OtherName ? "other.goodgate.test" : "localhost";
        names.AddDnsName(subject);
        if (kind is not CertificateKind.OtherName)
        {
            foreach (var ip in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback, address }.Distinct())
            {
                names.AddIpAddress(ip);
            }
        }

        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false)); // id-kp-serverAuth, RFC 5280 §4.2.1.12
        return request;
    }

    // The key of a certificate fresh from CreateSelfSigned is ephemeral, which TLS on Windows does not take.
    private static X509Certificate2 WithKeyStored(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
}
