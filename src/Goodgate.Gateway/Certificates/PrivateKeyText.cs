using System.Security.Cryptography;

namespace Goodgate.Gateway.Certificates;

/// <summary>Says why a private key in PEM does not go with its certificate: .NET has one sentence for all the reasons.</summary>
internal static class PrivateKeyText
{
    // RFC 1421 §4.6.1.1, as OpenSSL wrote keys before 1.0: fields inside the armour, which is no PEM by RFC 7468.
    private const string OldEncryption = "Proc-Type: 4,ENCRYPTED";

    private const string Encrypted = "ENCRYPTED PRIVATE KEY";

    /// <summary>The reason and the remedy, and the setting to blame.</summary>
    /// <param name="text">The text of the key's file.</param>
    /// <param name="file">Its path.</param>
    /// <param name="cert">Path of the certificate, which is good.</param>
    /// <param name="password">As the settings say it; null = none.</param>
    public static CertificateException Explain(string text, string file, string cert, string? password)
    {
        if (text.Contains(OldEncryption, StringComparison.Ordinal))
        {
            return new CertificateException($"private key {file}: it is encrypted in an old form that is not read here. Convert it: openssl pkcs8 -topk8 -in {file} -out NEW.key", "key");
        }

        if (!PemText.Holds(text, "PRIVATE KEY"))
        {
            return new CertificateException($"private key {file}: there is none in it. Expected PEM (-----BEGIN PRIVATE KEY-----).", "key");
        }

        var encrypted = PemText.Holds(text, Encrypted);
        if (encrypted && password is null)
        {
            return new CertificateException($"private key {file}: it is encrypted, and no password is given. Add password_file beside key.", "key");
        }

        if (!encrypted && password is not null)
        {
            return new CertificateException($"private key {file}: it is not encrypted, and a password is given. Leave the password out.", "password");
        }

        return IsReadable(RSA.Create(), text, password) || IsReadable(ECDsa.Create(), text, password)
            ? new CertificateException($"private key {file} is not that of the certificate {cert}. Name the key that the certificate was made for.", "key")
            : encrypted
                ? new CertificateException($"private key {file}: it cannot be decrypted with the password given. Correct the password.", "password")
                : new CertificateException($"private key {file}: it is damaged or of an unknown kind. Expected an RSA or ECDSA key in PEM (-----BEGIN PRIVATE KEY-----).", "key");
    }

    private static bool IsReadable(AsymmetricAlgorithm key, string text, string? password)
    {
        using (key)
        {
            try
            {
                if (password is null)
                {
                    key.ImportFromPem(text);
                }
                else
                {
                    key.ImportFromEncryptedPem(text, password);
                }

                return true;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                return false;
            }
        }
    }
}
