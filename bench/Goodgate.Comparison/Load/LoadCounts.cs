namespace Goodgate.Comparison.Load;

/// <summary>What a load generator counted.</summary>
/// <param name="Requests">Responses received.</param>
/// <param name="Failed">Requests without the response that was expected.</param>
/// <param name="Seconds">Length.</param>
/// <param name="P50Micros">Half of the responses came faster, µs.</param>
/// <param name="P99Micros">99 of 100 came faster, µs.</param>
public sealed record LoadCounts(long Requests, long Failed, double Seconds, double P50Micros, double P99Micros);
