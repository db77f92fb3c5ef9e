using System.Globalization;
using System.Net;
using Goodgate.Wire.Dns;
using Judging = Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Resolving;

/// <summary>What one server said (or did not) to one question.</summary>
public sealed record NameserverAnswer
{
    public required IPEndPoint Server { get; init; }

    /// <summary>Name asked for, search domain included.</summary>
    public required string Name { get; init; }

    /// <summary>A or AAAA.</summary>
    public required DnsRecordType Type { get; init; }

    public required NameserverOutcome Outcome { get; init; }

    /// <summary>Response code; null when no readable answer came.</summary>
    public int? Rcode { get; init; }

    public IReadOnlyList<ExtendedDnsError> ExtendedErrors { get; init; } = [];

    /// <summary>Error number of the operating system, Linux numbering.</summary>
    public int? Errno { get; init; }

    /// <summary>The rule a malformed answer breaks; of a silent server, why the messages that did come were not its answer.</summary>
    public DnsViolation? Violation { get; init; }

    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Name at the end of the aliases.</summary>
    public string? CanonicalName { get; init; }

    /// <summary>How long the answer may be remembered; for "there is none", from the SOA (RFC 2308 §5).</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>True when the UDP answer was truncated and this is what came of asking over TCP.</summary>
    public bool OverTcp { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>True when no other server need be asked.</summary>
    public bool Settles => Outcome is NameserverOutcome.Addresses or NameserverOutcome.NoData or NameserverOutcome.NameNotFound;

    /// <summary>True when the server itself spoke: there is no use in asking it again.</summary>
    public bool Spoke => Outcome is not (NameserverOutcome.Silent or NameserverOutcome.NothingListens or NameserverOutcome.Unusable);

    /// <summary>The answer as part of a sentence, without full stop. Texts of the server are in it unescaped.</summary>
    public string Sentence => Say(Type == DnsRecordType.A ? "IPv4" : "IPv6");

    /// <summary>The sentence, when what is said of addresses holds for <paramref name="family"/>.</summary>
    internal string Say(string family) => Outcome switch
    {
        NameserverOutcome.Addresses => $"{From} gave {Addresses.Count} addresses for {Name}",
        NameserverOutcome.NoData => $"{From} says that {Name} {Alias}has no {family} address (NODATA){Reasons}",
        NameserverOutcome.NameNotFound => $"{From} says that {Name} does not exist (NXDOMAIN){Reasons}",
        NameserverOutcome.Error => $"{From} answered {Judging.Rcode.Name(Rcode ?? 0)} for {Name}{Reasons}",
        NameserverOutcome.Malformed => $"{From} sent an answer that breaks {Violation?.Clause} ({Violation?.Name} at byte {Violation?.Offset})",
        NameserverOutcome.NotRecursive => $"{From} answered with a referral for {Name}: it does not resolve names for its clients",
        NameserverOutcome.NothingListens => $"nothing listens on {From}",
        NameserverOutcome.Unusable => $"{From} could not be asked: {Judging.Errno.Name(Errno ?? 0)}",
        _ when Violation is { } stray => $"{From} sent only messages that are not the answer ({stray.Name}) for {Waited}",
        _ => $"{From} did not answer for {Waited}",
    };

    private string From => OverTcp ? $"{Server} over TCP (its UDP answer was truncated)" : $"{Server}";

    private string Alias => CanonicalName is { } name && !name.Equals(Name, StringComparison.OrdinalIgnoreCase) ? $"is an alias of {name}, which " : "";

    private string Reasons => ExtendedErrors.Count == 0 ? "" : $" ({string.Join("; ", ExtendedErrors)})";

    private string Waited => string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalMilliseconds:0} ms");
}

/// <summary>How one question to one server ended.</summary>
public enum NameserverOutcome
{
    /// <summary>At least one address.</summary>
    Addresses,

    /// <summary>The name exists and has no address of this family.</summary>
    NoData,

    /// <summary>NXDOMAIN.</summary>
    NameNotFound,

    /// <summary>Another response code: SERVFAIL, REFUSED, …</summary>
    Error,

    /// <summary>An answer to our question that breaks the protocol.</summary>
    Malformed,

    /// <summary>A referral to other servers: an authoritative server, not a resolver.</summary>
    NotRecursive,

    /// <summary>The system says that nothing listens there (ICMP port unreachable, ECONNREFUSED).</summary>
    NothingListens,

    /// <summary>The system could not reach it or had no socket; the errno says which.</summary>
    Unusable,

    /// <summary>No answer before the end.</summary>
    Silent,
}
