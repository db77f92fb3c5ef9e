using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>A certificate nobody else has signed, in all the forms that settings can name.</summary>
internal static class OwnCertificate
{
    public const string Password = "right";

    /// <summary>Writes NAME.pem, NAME.key, NAME.encrypted.key, NAME.pfx and NAME.open.pfx (without a password).</summary>
    public static void Write(string folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var today = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = new CertificateRequest($"CN={name}.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(today, today.AddYears(20));
        var path = Path.Combine(folder, name);
        File.WriteAllText(path + ".pem", certificate.ExportCertificatePem());
        File.WriteAllText(path + ".key", key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(path + ".encrypted.key", key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048)));
        File.WriteAllBytes(path + ".pfx", certificate.Export(X509ContentType.Pkcs12, Password));
        File.WriteAllBytes(path + ".open.pfx", certificate.Export(X509ContentType.Pkcs12));
    }
}
