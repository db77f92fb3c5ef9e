namespace Goodgate.Wire.Http1;

/// <summary>The four forms of a request-target (RFC 9112 §3.2).</summary>
public enum TargetForm
{
    /// <summary><c>/path?query</c>.</summary>
    Origin,

    /// <summary><c>http://host/path?query</c>, as to a proxy.</summary>
    Absolute,

    /// <summary><c>host:port</c>, with CONNECT only.</summary>
    Authority,

    /// <summary><c>*</c>, with OPTIONS only.</summary>
    Asterisk,
}
