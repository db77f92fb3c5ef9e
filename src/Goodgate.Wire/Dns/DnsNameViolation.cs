namespace Goodgate.Wire.Dns;

/// <summary>Why a text cannot be a host name in DNS (RFC 1035 §2.3.4, RFC 1123 §2.1).</summary>
public enum DnsNameViolation
{
    /// <summary>It can.</summary>
    None,

    /// <summary>Nothing, or only a dot.</summary>
    Empty,

    /// <summary>Two dots in a row, or one at the start.</summary>
    EmptyLabel,

    /// <summary>More than 63 characters between two dots.</summary>
    LabelTooLong,

    /// <summary>More than 253 characters (255 octets on the wire).</summary>
    NameTooLong,

    /// <summary>Something other than ASCII letters, digits, hyphen and underscore.</summary>
    BadCharacter,
}
