using System.Globalization;
using System.Net;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>Why a name has no address, with what an <see cref="Observation"/> needs.</summary>
public sealed record ResolutionFailure
{
    /// <summary>Longest <see cref="Detail"/>, the limit of <see cref="Observation.Detail"/>.</summary>
    public const int MaxDetail = 512;

    /// <summary>Most servers' answers among the facts of an observation.</summary>
    private const int MaxFacts = 8;

    public required ResolutionFailureKind Kind { get; init; }

    /// <summary>The server whose answer (or silence) decided; null when none was asked.</summary>
    public IPEndPoint? Resolver { get; init; }

    /// <summary>Its response code: 3 for NXDOMAIN, 0 when the name exists without address; null when there was no answer.</summary>
    public int? Rcode { get; init; }

    /// <summary>Its own reasons (RFC 8914); the text is hostile.</summary>
    public IReadOnlyList<ExtendedDnsError> ExtendedErrors { get; init; } = [];

    /// <summary>Error number of the operating system that decided; null when none did.</summary>
    public int? Errno { get; init; }

    /// <summary>Questions sent, both families and all servers together.</summary>
    public int Tries { get; init; }

    /// <summary>Time the lookup took; for a remembered failure, the time it took then.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What each server said, in the order heard.</summary>
    public IReadOnlyList<NameserverAnswer> Answers { get; init; } = [];

    /// <summary>One sentence: who said what. At most <see cref="MaxDetail"/> characters.</summary>
    public required string Detail { get; init; }

    /// <summary>The kind in the words of observations.</summary>
    public Happening Happening => Kind switch
    {
        ResolutionFailureKind.NameNotFound => Happening.NameNotFound,
        ResolutionFailureKind.TimedOut => Happening.TimedOut,
        ResolutionFailureKind.OutOfResources => Happening.OutOfResources,
        _ => Happening.NameServerFailed,
    };

    /// <summary>Adds this failure to what is known of the exchange. The limit that fired is the caller's to name.</summary>
    public Observation AddTo(Observation known) => known with
    {
        Phase = Phase.Resolve,
        Happening = Happening,
        Rcode = Rcode,
        Resolver = Resolver?.ToString(),
        Errno = Errno,
        Elapsed = Elapsed,
        Detail = Detail,
        Facts = [.. known.Facts, .. Facts()],
    };

    private IEnumerable<Fact> Facts()
    {
        yield return new Fact("dns-tries", Tries.ToString(CultureInfo.InvariantCulture));
        foreach (var error in ExtendedErrors.Take(1))
        {
            yield return new Fact("dns-info-code", error.InfoCode.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var answer in Answers.Take(MaxFacts))
        {
            yield return new Fact("dns-answer", answer.Sentence);
        }
    }
}

/// <summary>Kinds of failure to resolve a name.</summary>
public enum ResolutionFailureKind
{
    /// <summary>The name does not exist (NXDOMAIN), has no address (NODATA), or cannot be a name.</summary>
    NameNotFound,

    /// <summary>No server gave a usable answer, and at least one said or showed why.</summary>
    ServerFailed,

    /// <summary>The limit ran out in silence.</summary>
    TimedOut,

    /// <summary>Settings and resolv.conf name no server that can be asked.</summary>
    NoResolver,

    /// <summary>The gateway itself has no sockets, memory or room for a lookup.</summary>
    OutOfResources,
}
