namespace Goodgate.Wire.Dns;

/// <summary>Why a resolver failed, in its own words (RFC 8914).</summary>
/// <param name="InfoCode">The code; a Proxy-Status field carries it as <c>info-code</c>.</param>
/// <param name="Text">Extra text of the server, at most <see cref="MaxText"/> characters; hostile: escape it where it is shown.</param>
public readonly record struct ExtendedDnsError(int InfoCode, string Text)
{
    /// <summary>Enough for a sentence; the field itself may be 64 KiB.</summary>
    public const int MaxText = 200;

    /// <summary>Most errors kept of one response.</summary>
    public const int MaxPerResponse = 4;

    // RFC 8914 §4.1 to §4.25, in the order of the codes.
    private static readonly string[] Names =
    [
        "Other Error", "Unsupported DNSKEY Algorithm", "Unsupported DS Digest Type", "Stale Answer", "Forged Answer",
        "DNSSEC Indeterminate", "DNSSEC Bogus", "Signature Expired", "Signature Not Yet Valid", "DNSKEY Missing",
        "RRSIGs Missing", "No Zone Key Bit Set", "NSEC Missing", "Cached Error", "Not Ready",
        "Blocked", "Censored", "Filtered", "Prohibited", "Stale NXDOMAIN Answer",
        "Not Authoritative", "Not Supported", "No Reachable Authority", "Network Error", "Invalid Data",
    ];

    /// <summary>Name of the code; <c>Info-Code N</c> for codes younger than RFC 8914.</summary>
    public string Name => InfoCode >= 0 && InfoCode < Names.Length ? Names[InfoCode] : $"Info-Code {InfoCode}";

    /// <summary><c>EDE 6 DNSSEC Bogus: no RRSIG found</c>.</summary>
    public override string ToString() => Text.Length == 0 ? $"EDE {InfoCode} {Name}" : $"EDE {InfoCode} {Name}: {Text}";
}
