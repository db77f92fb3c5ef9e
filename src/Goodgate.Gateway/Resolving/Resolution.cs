using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Goodgate.Gateway.Resolving;

/// <summary>The addresses of a name, or why there are none.</summary>
public sealed record Resolution
{
    /// <summary>Name as asked for.</summary>
    public required string Host { get; init; }

    /// <summary>Where the answer is from.</summary>
    public required ResolutionOrigin Origin { get; init; }

    /// <summary>Addresses in the order to try them: families by turns, IPv6 first (RFC 8305 §4); empty after a failure.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Name at the end of the aliases; null when DNS was not asked.</summary>
    public string? CanonicalName { get; init; }

    /// <summary>Why there is no address; null when there is one.</summary>
    public ResolutionFailure? Failure { get; init; }

    /// <summary>When the answer came, UTC.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>How long after <see cref="Made"/> it may be used; <see cref="TimeSpan.MaxValue"/> for what never changes.</summary>
    public required TimeSpan Life { get; init; }

    /// <summary>True when there is at least one address.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;

    /// <summary>When it must be asked for again, UTC.</summary>
    public DateTimeOffset Expires => Life == TimeSpan.MaxValue ? DateTimeOffset.MaxValue : Made + Life;
}

/// <summary>Where the answer to a name is from.</summary>
public enum ResolutionOrigin
{
    /// <summary>The name was an address already.</summary>
    Literal,

    /// <summary>A name that always means this machine (RFC 6761 §6.3).</summary>
    Loopback,

    /// <summary>The hosts file.</summary>
    HostsFile,

    /// <summary>An earlier answer of DNS that is still good.</summary>
    Cache,

    /// <summary>DNS, now.</summary>
    Network,
}
