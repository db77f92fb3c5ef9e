using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Certificates;

/// <summary>Reads a certificate with its key.</summary>
public static class CertificateFile
{
    private const string What = "certificate";

    // ERROR_INVALID_PASSWORD of winerror.h: what .NET reports everywhere when the MAC of a PKCS #12 file does not fit.
    private const int WrongPassword = unchecked((int)0x80070056);

    /// <summary>The certificate with the intermediates that stand behind it in its file, ready to be shown to the other side.</summary>
    /// <exception cref="CertificateException">A file is missing or unreadable, or the key does not fit.</exception>
    public static SslStreamCertificateContext LoadChain(CertificateSettings settings)
    {
        var (leaf, intermediates) = settings.Pfx is { } pfx ? FromPfx(pfx, settings.Password) : FromPem(settings.Cert ?? "", settings.Key, settings.Password);
        return SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
    }

    private static (X509Certificate2 Leaf, X509Certificate2Collection Others) FromPfx(string file, string? password)
    {
        var bytes = PemText.Bytes(file, What, "pfx");
        try
        {
            var leaf = X509CertificateLoader.LoadPkcs12(bytes, password);
            return leaf.HasPrivateKey
                ? (leaf, X509CertificateLoader.LoadPkcs12Collection(bytes, password))
                : throw new CertificateException($"{What} {file}: no private key in it. Export it again with its key.", "pfx");
        }
        catch (CryptographicException e) when (e.HResult == WrongPassword)
        {
            throw password is null
                ? new CertificateException($"{What} {file}: it needs a password. Add password_file beside pfx.", "pfx")
                : new CertificateException($"{What} {file}: the password given is not its password. Correct the password.", "password");
        }
        catch (CryptographicException)
        {
            throw new CertificateException($"{What} {file}: it is damaged or no PKCS #12 file. Name PEM files with cert and key, and only PKCS #12 with pfx.", "pfx");
        }
    }

    private static (X509Certificate2 Leaf, X509Certificate2Collection Others) FromPem(string file, string? keyFile, string? password)
    {
        var text = PemText.Read(file, What, "cert");
        var all = Certificates(text, file);
        var key = keyFile is null || keyFile == file ? text : PemText.Read(keyFile, "private key", "key");
        try
        {
            using var loaded = password is null ? X509Certificate2.CreateFromPem(text, key) : X509Certificate2.CreateFromEncryptedPem(text, key, password);

            // A key that lives in memory only is not enough for the TLS stack on every platform; PKCS #12 carries it over.
            return (X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null), all);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw PrivateKeyText.Explain(key, keyFile ?? file, file, password);
        }
    }

    private static X509Certificate2Collection Certificates(string text, string file)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            throw new CertificateException($"{What} {file}: a certificate in it is damaged. Expected PEM (-----BEGIN CERTIFICATE-----), the site's own first.", "cert");
        }

        return all.Count > 0
            ? all
            : throw new CertificateException($"{What} {file}: no certificate in it. Expected PEM (-----BEGIN CERTIFICATE-----); a PKCS #12 file is named with pfx.", "cert");
    }
}
