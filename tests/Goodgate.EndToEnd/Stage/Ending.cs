namespace Goodgate.EndToEnd.Stage;

/// <summary>How a response ended for the client.</summary>
internal enum Ending
{
    /// <summary>As its framing promised: all bytes of Content-Length, the last chunk, or a message that has no body.</summary>
    Complete,

    /// <summary>By FIN before its framing said so: the client can tell.</summary>
    CutByFin,

    /// <summary>By RST before its framing said so: the client can tell.</summary>
    CutByReset,

    /// <summary>By FIN where the framing is the end of the connection (RFC 9112 §6.3 (8)): complete as far as the client can tell.</summary>
    Closed,
}
