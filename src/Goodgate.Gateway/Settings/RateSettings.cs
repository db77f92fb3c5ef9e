namespace Goodgate.Gateway.Settings;

/// <summary>How often one client may come: nginx's <c>limit_req</c> with <c>nodelay</c>, counted by IPv4 address or IPv6 /64.</summary>
public sealed record RateSettings
{
    /// <summary><c>5/s</c>, <c>10/min</c> or <c>100/h</c>: the rate that is let through in the long run (<see cref="Rates.RequestRate"/>).</summary>
    public required string Requests { get; init; }

    /// <summary>Requests beyond the rate that are let through at once; null = as many as the rate has in its unit, the first one not counted.</summary>
    public int? Burst { get; init; }
}
