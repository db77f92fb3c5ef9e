namespace Goodgate.Wire.Http1;

/// <summary>Named violations that a setting may let pass with a warning: RFC 9112 allows a recipient to repair each of them.</summary>
[Flags]
public enum Leniency
{
    None = 0,

    /// <summary>A line that ends in LF alone (RFC 9112 §2.2).</summary>
    BareLf = 1,

    /// <summary>A folded field value; each fold becomes SP (RFC 9112 §5.2).</summary>
    ObsFold = 2,

    /// <summary>White space between field name and colon; it is removed (RFC 9112 §5.1).</summary>
    SpaceBeforeColon = 4,

    /// <summary>A transfer coding that is unknown: the body ends with the connection (RFC 9112 §6.3) and is passed on as it came. Whoever decides the framing of a response asks for it.</summary>
    UnknownCoding = 8,
}
