namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>How the client knows where a response's content ends (RFC 9112 §6).</summary>
internal enum ResponseFraming
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>After the length that was declared.</summary>
    Length,

    /// <summary>With the last chunk.</summary>
    Chunked,

    /// <summary>With the connection.</summary>
    UntilClose,
}
