namespace Goodgate.Lab.Catalogue;

/// <summary>The request that brings a fault out.</summary>
public enum FaultRequest
{
    /// <summary>One GET.</summary>
    Get,

    /// <summary>One HEAD.</summary>
    Head,

    /// <summary>Two GETs, the second over the same server connection.</summary>
    TwoGets,

    /// <summary>A GET, then a POST over the same server connection.</summary>
    PostAfterGet,

    /// <summary>A POST with a body larger than the buffers on the way: at least 16 MiB.</summary>
    Upload,

    /// <summary>A GET that asks for <c>Upgrade: websocket</c>.</summary>
    Upgrade,
}
