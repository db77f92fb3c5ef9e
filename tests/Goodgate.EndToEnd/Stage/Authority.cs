using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Stage;

/// <summary>A certificate authority with an intermediate, as real ones have; what it issues lies in PEM files, gone with it.</summary>
internal sealed class Authority : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-authority-");
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;

    public Authority(string name = "Test")
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Request($"CN={name} root", rootKey).CreateSelfSigned(_now.AddDays(-2), _now.AddDays(30));
        Intermediate = $"CN={name} intermediate";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Request(Intermediate, key).Create(_root, _now.AddDays(-2), _now.AddDays(20), Serial());
        _intermediate = signed.CopyWithPrivateKey(key);
        RootFile = Write("root.pem", _root.ExportCertificatePem() + "\n");
    }

    /// <summary>PEM file with the root alone.</summary>
    public string RootFile { get; }

    /// <summary>Name of the intermediate.</summary>
    public string Intermediate { get; }

    /// <summary>A certificate signed by the intermediate, which is in its file too.</summary>
    /// <param name="names">Names or addresses it is for; the first is its subject as well.</param>
    public CertificateSettings Issue(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        using var signed = request.Create(_intermediate, _now.AddDays(-1), _now.AddDays(10), Serial());
        return new CertificateSettings
        {
            Cert = Write(names[0] + ".pem", signed.ExportCertificatePem() + "\n" + _intermediate.ExportCertificatePem() + "\n"),
            Key = Write(names[0] + ".key", key.ExportPkcs8PrivateKeyPem() + "\n"),
        };
    }

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(8);

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request;
    }
}
