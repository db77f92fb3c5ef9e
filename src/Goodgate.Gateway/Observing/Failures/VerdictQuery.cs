namespace Goodgate.Gateway.Observing.Failures;

/// <summary>Which verdicts are wanted; a null condition is none.</summary>
public sealed record VerdictQuery
{
    /// <summary>Most verdicts returned, the newest first.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Id of the cause.</summary>
    public string? Cause { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Not older than this.</summary>
    public DateTimeOffset? Since { get; init; }
}
