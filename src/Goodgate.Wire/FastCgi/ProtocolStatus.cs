namespace Goodgate.Wire.FastCgi;

/// <summary>protocolStatus of FCGI_END_REQUEST (FastCGI 1.0 §5.5).</summary>
public enum ProtocolStatus : byte
{
    RequestComplete = 0,

    /// <summary>The server takes one request per connection, and this one was a second.</summary>
    CannotMultiplex = 1,

    /// <summary>The server is out of a resource, such as workers.</summary>
    Overloaded = 2,

    /// <summary>The server knows no responders.</summary>
    UnknownRole = 3,
}
