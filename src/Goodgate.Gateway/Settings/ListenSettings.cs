namespace Goodgate.Gateway.Settings;

/// <summary>One address to receive on.</summary>
public sealed record ListenSettings
{
    /// <summary><c>http://HOST:PORT</c>, <c>https://HOST:PORT</c>, <c>h2c://HOST:PORT</c> or <c>unix:/path</c>. HOST is an address, <c>localhost</c> or <c>*</c>.</summary>
    public required string Url { get; init; }

    /// <summary>Certificates for <c>https</c>; the first serves names that no certificate covers.</summary>
    public IReadOnlyList<CertificateSettings> Certificates { get; init; } = [];
}

/// <summary>A certificate with its key: PEM files, or one PFX file.</summary>
public sealed record CertificateSettings
{
    /// <summary>PEM file: certificate, then intermediates.</summary>
    public string? Cert { get; init; }

    /// <summary>PEM file of the private key.</summary>
    public string? Key { get; init; }

    /// <summary>PKCS #12 file instead of the two.</summary>
    public string? Pfx { get; init; }

    /// <summary>Password of the key or PFX file.</summary>
    public string? Password { get; init; }
}
