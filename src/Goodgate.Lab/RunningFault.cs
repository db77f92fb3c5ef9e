using Goodgate.Lab.Catalogue;

namespace Goodgate.Lab;

/// <summary>A fault that is being played.</summary>
/// <param name="Fault">Which one.</param>
/// <param name="Urls">What to give a gateway as server URL: <c>http://127.0.0.1:41234</c>, <c>https://…</c>, <c>http+unix:/path</c>.</param>
/// <param name="Note">What else a gateway needs for it, or why it may not show here; empty when nothing.</param>
/// <param name="Seen">Connections and requests that arrived.</param>
public sealed record RunningFault(Fault Fault, IReadOnlyList<string> Urls, string Note, Sightings Seen)
{
    /// <summary>PEM file of the authority to trust, so that only the intended defect of a certificate remains; null when none is meant to be trusted.</summary>
    public string? CaFile { get; init; }

    /// <summary>Resolver the gateway must ask (ADDRESS:PORT) for this fault to show; null when any will do.</summary>
    public string? Resolver { get; init; }
}
