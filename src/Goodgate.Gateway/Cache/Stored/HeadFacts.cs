namespace Goodgate.Gateway.Cache.Stored;

/// <summary>What is remembered of a stored response beside its fields.</summary>
internal sealed record HeadFacts
{
    /// <summary>Status; 200 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>When it came, Unix milliseconds: response_time of RFC 9111 §4.2.3.</summary>
    public required long Received { get; init; }

    /// <summary>corrected_initial_age, seconds.</summary>
    public long InitialAge { get; init; }

    /// <summary>freshness_lifetime, seconds.</summary>
    public long Lifetime { get; init; }

    /// <summary>Seconds it may be used beyond while it is asked for anew (RFC 5861 §3); 0 = none.</summary>
    public long WhileRevalidate { get; init; }

    /// <summary>Seconds it may be used beyond when its server fails, as the response itself says (RFC 5861 §4); -1 = it says nothing.</summary>
    public long IfError { get; init; } = -1;

    public HeadFlags Flags { get; init; }

    /// <summary>Names of Vary, in lower case and in order.</summary>
    public string[] Vary { get; init; } = [];

    /// <summary>True when it answers somebody without its server being asked first.</summary>
    public bool AnswersAlone => !Has(HeadFlags.AlwaysAsk) && InitialAge < Lifetime + (Has(HeadFlags.NeverStale) ? 0 : WhileRevalidate);

    /// <summary>current_age in seconds (RFC 9111 §4.2.3).</summary>
    public long Age(DateTimeOffset now) => InitialAge + (Math.Max(0, now.ToUnixTimeMilliseconds() - Received) / 1000);

    public bool Has(HeadFlags flag) => (Flags & flag) != 0;
}

/// <summary>What holds of a stored response.</summary>
[Flags]
internal enum HeadFlags
{
    None = 0,

    /// <summary>It must not be given stale (must-revalidate, proxy-revalidate, s-maxage, no-cache).</summary>
    NeverStale = 1,

    /// <summary>Its server is asked before each use (no-cache).</summary>
    AlwaysAsk = 2,

    /// <summary>The server says itself how long it is fresh.</summary>
    Stated = 4,

    /// <summary>It may answer requests with Authorization (RFC 9111 §3.5).</summary>
    ForAuthorized = 8,

    /// <summary>Surrogate-Control says how long it is fresh, which is not stored: a confirmation without it changes nothing of that.</summary>
    BySurrogate = 16,
}
