using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>How much an advice weighs.</summary>
public enum AdviceWeight
{
    /// <summary>Requests fail or wait because of it, or will.</summary>
    Problem,

    /// <summary>Better so.</summary>
    Hint,
}

/// <summary>One thing to change about a pool. Text is escaped for a terminal.</summary>
/// <param name="Id">Stable, for programs: <c>max-children</c>.</param>
/// <param name="Weight">How much it weighs.</param>
/// <param name="Says">What to do, one sentence.</param>
/// <param name="Because">Why, with the formula and the numbers used.</param>
public sealed record Advice(string Id, AdviceWeight Weight, string Says, string Because)
{
    /// <summary>Lines for the pool file, as they are to be written.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Where the present value stands; null when nowhere.</summary>
    public FpmPlace? Place { get; init; }
}
