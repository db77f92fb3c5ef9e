namespace Goodgate.Gateway.Certificates;

/// <summary>A certificate, its key, or a file of authorities that cannot be used; the message names the file, the reason and the remedy.</summary>
/// <param name="message">A sentence.</param>
/// <param name="setting">The key of the settings that names the file: cert, key, pfx, password or ca.</param>
public sealed class CertificateException(string message, string setting) : Exception(message)
{
    /// <summary>The key of the settings to blame: cert, key, pfx, password or ca; url when there is no certificate at all.</summary>
    public string Setting { get; } = setting;

    /// <summary>True when the file is there and this user may not read it: another user may well.</summary>
    public bool IsDenied { get; init; }
}
