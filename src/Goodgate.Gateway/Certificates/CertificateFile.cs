using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Certificates;

/// <summary>A certificate that cannot be used; the message names the file and the remedy.</summary>
public sealed class CertificateException(string message) : Exception(message);

/// <summary>Reads a certificate with its key.</summary>
public static class CertificateFile
{
    /// <summary>The certificate with the intermediates that stand behind it in its file, ready to be shown to the other side.</summary>
    /// <exception cref="CertificateException">A file is missing or unreadable, or the key does not fit.</exception>
    public static SslStreamCertificateContext LoadChain(CertificateSettings settings)
    {
        var intermediates = new X509Certificate2Collection();
        var leaf = Load(settings);
        if (settings.Cert is { } file)
        {
            intermediates.ImportFromPemFile(file);
        }
        else if (settings.Pfx is { } pfx)
        {
            intermediates = X509CertificateLoader.LoadPkcs12CollectionFromFile(pfx, settings.Password);
        }

        return SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
    }

    /// <summary>The certificate alone.</summary>
    /// <exception cref="CertificateException">A file is missing or unreadable, or the key does not fit.</exception>
    public static X509Certificate2 Load(CertificateSettings settings)
    {
        var file = settings.Pfx ?? settings.Cert ?? "";
        try
        {
            if (settings.Pfx is { } pfx)
            {
                return X509CertificateLoader.LoadPkcs12FromFile(pfx, settings.Password);
            }

            using var loaded = settings.Password is { } password
                ? X509Certificate2.CreateFromEncryptedPemFile(file, password, settings.Key)
                : X509Certificate2.CreateFromPemFile(file, settings.Key);

            // A key that lives in memory only is not enough for the TLS stack on every platform; PKCS #12 carries it over.
            return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"certificate {file}: cannot be read ({e.Message}). Check the path and that this user may read it.");
        }
        catch (CryptographicException e)
        {
            throw new CertificateException(
                $"certificate {file}: {e.Message} Expected PEM (certificate first, then its private key in \"key\") or PKCS #12 in \"pfx\" with its \"password\".");
        }
    }
}
