namespace Goodgate.Verdicts.Catalogue;

/// <summary>How bad a cause is when it is seen once.</summary>
public enum Severity
{
    /// <summary>Nothing is broken: a client that left, a saved request, a planned answer.</summary>
    Info,

    /// <summary>Some requests fail; the site as a whole answers.</summary>
    Warning,

    /// <summary>Every request of this kind fails until somebody acts.</summary>
    Error,

    /// <summary>The site, or the gateway, is down.</summary>
    Critical,
}
