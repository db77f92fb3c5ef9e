namespace Goodgate.Gateway.Settings;

/// <summary>What scripts behind FastCGI servers need.</summary>
public sealed record FastCgiSettings
{
    /// <summary>DOCUMENT_ROOT as the server sees it: an absolute path without a slash at its end. Null where each site says it by its files.</summary>
    public string? Root { get; init; }

    /// <summary>One script for all requests (a front controller), from the root on: <c>/index.php</c>. Null = the path of the request names it.</summary>
    public string? Script { get; init; }

    /// <summary>Break off an answer whose script reports a fatal error after its head. Off: a script can write anything to STDERR.</summary>
    public bool AbortOnFatal { get; init; }

    /// <summary>Most bytes collected of a body that comes without a length, which PHP must know first; more is refused with 411. WordPress's own API calls stay below.</summary>
    public int CollectBytes { get; init; } = 1024 * 1024;

    /// <summary>The pool of workers behind the servers.</summary>
    public FpmPoolSettings Pool { get; init; } = new();
}
