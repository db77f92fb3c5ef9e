namespace Goodgate.Verdicts.Observations;

/// <summary>Where in the life of an exchange something happened, in the order of that life.</summary>
public enum Phase
{
    /// <summary>Reading and admitting the client's request.</summary>
    Request,

    /// <summary>Choosing a site, a route, a server.</summary>
    Routing,

    /// <summary>Finding the address of a server's name.</summary>
    Resolve,

    /// <summary>Opening the TCP or Unix connection.</summary>
    Connect,

    /// <summary>The TLS handshake with the server.</summary>
    Tls,

    /// <summary>Sending the request's head or body to the server.</summary>
    Send,

    /// <summary>Waiting for the first byte of the response.</summary>
    FirstByte,

    /// <summary>Reading the response's head.</summary>
    Head,

    /// <summary>Reading the response's body or trailers.</summary>
    Body,

    /// <summary>Carrying bytes both ways after an upgrade.</summary>
    Tunnel,

    /// <summary>Sending the response to the client.</summary>
    Deliver,
}
