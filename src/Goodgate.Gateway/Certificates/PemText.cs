using System.Security.Cryptography;
using System.Text;
using Goodgate.Gateway.Data;

namespace Goodgate.Gateway.Certificates;

/// <summary>The text of a PEM file (RFC 7468), and what it holds.</summary>
internal static class PemText
{
    // The bundle of all public authorities is 0.2 MiB.
    private const int Largest = 4 * 1024 * 1024;

    /// <summary>Reads it; only ASCII counts in PEM, whatever the file's encoding.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is to the reader of a message: <c>certificate</c>, <c>private key</c>, <c>tls.ca</c>.</param>
    /// <param name="setting">The key of the settings that names it.</param>
    /// <exception cref="CertificateException">It cannot be read.</exception>
    public static string Read(string path, string what, string setting) => Encoding.UTF8.GetString(Bytes(path, what, setting));

    /// <summary>Reads a file of any kind, bounded.</summary>
    /// <exception cref="CertificateException">It cannot be read.</exception>
    public static byte[] Bytes(string path, string what, string setting)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Clamp(file.CanSeek ? file.Length + 1 : Largest + 1, 1, Largest + 1)];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= Largest
                ? bytes[..length]
                : throw new CertificateException($"{what} {path}: is larger than {Largest / 1024 / 1024} MiB. Name the PEM or PKCS #12 file.", setting);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var denied = e is UnauthorizedAccessException && !Directory.Exists(path);
            throw new CertificateException(
                $"{what} {path}: {FileTrouble.Words(e, path)}. {(denied ? "Give the gateway's user the right to read it, or name another file." : "Name an existing file; relative paths count from the settings file.")}",
                setting) { IsDenied = denied };
        }
    }

    /// <summary>True when something with this label is in it: <c>CERTIFICATE</c>, or a label that ends so, such as <c>PRIVATE KEY</c>.</summary>
    public static bool Holds(ReadOnlySpan<char> text, string label)
    {
        while (PemEncoding.TryFind(text, out var found))
        {
            if (text[found.Label].EndsWith(label, StringComparison.Ordinal))
            {
                return true;
            }

            text = text[found.Location.End..];
        }

        return false;
    }
}
