using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Goodgate.Gateway.Certificates;

/// <summary>Reads the authorities that are trusted beside the system's.</summary>
public static class AuthorityFile
{
    /// <summary>All certificates of a PEM file; at least one.</summary>
    /// <exception cref="CertificateException">It is missing or unreadable, or holds none.</exception>
    public static X509Certificate2Collection Load(string file)
    {
        var text = PemText.Read(file, "tls.ca", "ca");
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            throw new CertificateException($"tls.ca {file}: a certificate in it is damaged. Expected PEM (-----BEGIN CERTIFICATE-----).", "ca");
        }

        return all.Count > 0 ? all : throw new CertificateException($"tls.ca {file}: no certificate in it. Expected PEM (-----BEGIN CERTIFICATE-----).", "ca");
    }
}
